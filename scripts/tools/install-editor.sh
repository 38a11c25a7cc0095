#!/usr/bin/env bash
# Installs what the editor tests need: Chromium, and a real VS Code server (code-server's npm package) with its Node 24.
# Everything comes from Debian and npm. Safe to run again: what is there is kept. The tool folder stays outside git.
set -euo pipefail

TOOLS="${NNSPEC_TOOLS:-$HOME/.cache/nnspec-tools}"
NODE_VERSION=24
SERVER_VERSION=4.139.1
SERVER="$TOOLS/node_modules/code-server/lib/vscode/out/server-main.js"

# Debian packages: the browser, the fonts and the quantiser that screenshots need, and headers for the server's native modules.
packages=(chromium libkrb5-dev libsecret-1-dev libx11-dev libxkbfile-dev pkg-config fonts-noto-core fonts-noto-cjk pngquant)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if ((${#missing[@]} > 0)); then
  sudo=()
  if [ "$(id -u)" -ne 0 ]; then sudo=(sudo); fi
  export DEBIAN_FRONTEND=noninteractive
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
fi

mkdir -p "$TOOLS"
[ -f "$TOOLS/package.json" ] || echo '{ "private": true }' >"$TOOLS/package.json"

# The marker is written last, so that an install that was cut short is done again.
if [ ! -f "$TOOLS/code-server-$SERVER_VERSION.ready" ]; then
  cd "$TOOLS"
  [ -x node_modules/node/bin/node ] || npm install --no-audit --no-fund "node@$NODE_VERSION" </dev/null
  PATH="$TOOLS/node_modules/node/bin:$PATH" npm install --no-audit --no-fund --foreground-scripts \
    "code-server@$SERVER_VERSION" </dev/null >install.log 2>&1 || { tail -n 40 install.log >&2; exit 1; }
  [ -f "$SERVER" ] || { echo "install-editor: $SERVER is missing after the install" >&2; exit 1; }
  touch "code-server-$SERVER_VERSION.ready"
fi

echo "editor tools in $TOOLS: node $("$TOOLS/node_modules/node/bin/node" --version), code-server $SERVER_VERSION, $(chromium --version 2>/dev/null | head -n 1)"
