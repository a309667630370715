"""The shell of every face: base page, macros, tokens, icons, styles, small scripts and the Jinja environment.

Owns: how things look and read, and the answers for errors and refusals as pages.
Does not own: any page of a face, any rule, any word of law; it shows the words it is handed.
Doors: jinja.environment, templates shell/base.html, shell/bare.html, shell/error.html, shell/macros/*.
"""
