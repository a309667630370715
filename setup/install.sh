#!/bin/sh
# Installs Jinze from this unpacked bundle, without a network: sh install.sh [FOLDER]   (default: ./jinze)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-jinze}
python=${PYTHON:-python3}

made=$(cat "$here/MADE-FOR")
mine=$("$python" -c 'import sys, sysconfig; print(f"{sys.version_info.major}.{sys.version_info.minor} {sysconfig.get_platform()}")')
if [ "$made" != "$mine" ]; then
    echo "This bundle holds packages for Python $made; $python here is $mine." >&2
    echo "Name another Python: PYTHON=/path/to/python sh install.sh" >&2
    exit 2
fi

mkdir -p "$target"
cp -R "$here"/jinze-*/. "$target"
cd "$target"
PIP_NO_INDEX=1 PIP_FIND_LINKS="$here/wheels" PIP_CONFIG_FILE=/dev/null "$python" -m setup.environment run
echo "Installed in $(pwd). Start it with: cd $(pwd) && make run"
