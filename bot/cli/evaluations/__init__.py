"""Parts of `signpost evaluate`: one module for each thing that is measured."""
