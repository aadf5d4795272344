"""What several tests share: makers of data and wrappers that inject faults."""
