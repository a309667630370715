"""Config: the only place that knows every room; settings, addresses, the web door and the command-line door.

Owns: what a deployment may set, and which rooms are loaded. Does not own: any rule or any page.
Doors: `config.settings` (Django), `config.wsgi` (server), `config.command` (the `jinze` command).
"""
