#!/usr/bin/env bash
# Makes the Word files of this folder that LibreOffice writes (Debian: libreoffice-writer-nogui), from source/.
# The .odt between is LibreOffice's own: its lists and notes then come from its model and not from HTML.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
convert() { soffice --headless -env:UserInstallation="file://$work/profile" --convert-to "$1" --outdir "$work" "$2" >/dev/null; }
for source in source/*.rtf; do
  convert 'docx:MS Word 2007 XML' "$source"
done
for source in source/*.html; do
  convert 'odt:writer8' "$source"
  convert 'docx:MS Word 2007 XML' "$work/$(basename "${source%.html}").odt"
done
cp "$work"/*.docx .
rm -rf "$work"
