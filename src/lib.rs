//! congkhai: from a public agency's legal documents in Markdown to a checked, cross-linked, atomically published site.
