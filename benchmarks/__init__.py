"""Speed and memory, measured against the tools people use today, on data anyone can make again."""
