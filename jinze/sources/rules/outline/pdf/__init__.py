"""PDF files that carry their text: the printed rows of their pages, in reading order, or a refusal.

Owns: what of a PDF can be trusted to be its text, rows and paragraphs from positions, bounds of work.
Does not own: what the rows mean; that is read from the text as from any other.
Doors: reading.pdf_text(data, name) -> str.
"""
