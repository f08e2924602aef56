"""The office's rules, pure: dataclasses, tables and functions; "today" is a parameter."""
