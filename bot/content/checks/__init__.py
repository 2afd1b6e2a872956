"""What a pack must hold beyond the shape of its files: one small check per rule."""
