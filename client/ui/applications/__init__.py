"""Applications: find one as you type, see its cases with their lights and its timeline, open its papers."""
