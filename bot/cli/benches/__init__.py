"""Parts of `signpost bench`: one module for each thing that is measured."""
