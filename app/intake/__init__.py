"""What comes in: tables and pasted text are sniffed, mapped and checked. Returns rows and findings, writes nothing."""
