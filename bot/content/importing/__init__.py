"""From a real document (PDF, Word, HTML, Markdown, text) to passages that may be quoted word for word."""
