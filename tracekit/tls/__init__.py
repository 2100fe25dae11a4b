"""Names, ciphers and certificates of TLS connections."""
