"""Django: the gateway and its pages."""
