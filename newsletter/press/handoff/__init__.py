"""Hand-off: press files to the print shop's folder, SFTP server or mailbox."""
