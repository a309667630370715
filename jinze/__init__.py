"""尽责 Jinze: floors of a work-safety platform; see docs/architecture.md. A floor imports only from floors below."""
