#!/usr/bin/env bash
# Makes the zip that AWS Lambda takes for provided.al2023: one file, "bootstrap", executable.
#
#   src/Workflows/Lambda/package.sh x64 FOLDER                 FOLDER/lambda-x64.zip: native code (needs clang and zlib1g-dev)
#   src/Workflows/Lambda/package.sh arm64 FOLDER               FOLDER/lambda-arm64.zip: self-contained, compiled ahead of time, no cross toolchain
#   src/Workflows/Lambda/package.sh x64 FOLDER ready-to-run    the other kind: ready-to-run needs no toolchain, native one for the architecture
#
# The same sources and SDK make the same bytes. Refuses what is for another processor, or would ask Amazon Linux 2023 for a
# newer C library than it has.
set -euo pipefail

architecture=${1:?x64 or arm64}
folder=$(mkdir -p "${2:?a folder for the zip}" && cd "$2" && pwd)
project=$(cd "$(dirname "$0")" && pwd)/StoreScp.Lambda.csproj
newest_glibc=2.34

case $architecture in
  x64) kind=${3:-native} elf_machine=62 ;;
  arm64) kind=${3:-ready-to-run} elf_machine=183 ;;
  *) echo "The architecture is x64 or arm64, not '$architecture'." >&2; exit 2 ;;
esac
case $kind in
  native) options=(-p:PublishAot=true) ;;
  ready-to-run) options=(--self-contained -p:PublishReadyToRun=true -p:PublishSingleFile=true -p:PublishTrimmed=true) ;;
  *) echo "The kind is native or ready-to-run, not '$kind'." >&2; exit 2 ;;
esac

published=$(mktemp -d)
trap 'rm -rf "$published"' EXIT
# The lock files are for building: they do not know the compiler of native code, and must not change here.
dotnet publish "$project" -c Release -r "linux-$architecture" "${options[@]}" -p:NuGetLockFilePath=obj/publish.lock.json -o "$published" --nologo -v quiet
# Symbols stay beside the zip: they tell where a crash was.
[ ! -f "$published/bootstrap.dbg" ] || mv "$published/bootstrap.dbg" "$folder/lambda-$architecture.dbg"

machine=$(od -An -tu2 -j18 -N2 "$published/bootstrap" | tr -d ' ')
if [ "$machine" != "$elf_machine" ]; then
  echo "bootstrap is for another machine (ELF $machine) than $architecture ($elf_machine)." >&2
  exit 1
fi
needed=$(grep -aoE 'GLIBC_2\.[0-9]+' "$published/bootstrap" | sed 's/GLIBC_//' | sort -Vu | tail -1)
if [ "$(printf '%s\n' "$needed" "$newest_glibc" | sort -V | tail -1)" != "$newest_glibc" ]; then
  echo "bootstrap needs GLIBC $needed; Amazon Linux 2023 has $newest_glibc. Publish on an older system." >&2
  exit 1
fi

zip=$folder/lambda-$architecture.zip
python3 - "$published/bootstrap" "$zip" <<'PYTHON'
import sys
import zipfile

entry = zipfile.ZipInfo("bootstrap", (1980, 1, 1, 0, 0, 0))
entry.external_attr = 0o100755 << 16
entry.create_system = 3
with open(sys.argv[1], "rb") as file, zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
    target.writestr(entry, file.read(), zipfile.ZIP_DEFLATED, 9)
PYTHON
echo "$zip: $(stat -c %s "$zip") bytes, bootstrap $(stat -c %s "$published/bootstrap") bytes, GLIBC $needed"
