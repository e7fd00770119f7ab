#!/usr/bin/env python3
"""Builds the CJK pack (fonts/cjk) from Debian's fonts-noto-cjk.

Two collections, Regular and Bold, are cut out of NotoSansCJK-Regular.ttc and
NotoSansCJK-Bold.ttc. Each has the faces "CV Han Sans SC", "TC", "JP" and "KR",
made from the face of that language, so that shared characters have its shapes;
a shape that several languages share is stored once.  The fonts are renamed, so
that they never stand in for an installed Noto Sans CJK.

The output depends on nothing but the two collections, the list of characters,
this script and the release of fontTools: no clock, no locale.

    python3 subset.py --source DIR --tgscc characters.txt --out DIR
"""

import argparse
import sys
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTCollection

# The committed files were written with this release. Another one may order or
# pack tables differently, which changes the checksums but not the glyphs.
FONTTOOLS = "4.68.0"

# Kerning, proportional and half-width spacing, ligatures, composition, marks.
# `locl` is left out: it swaps in the shapes of the other languages, which would
# add some 7,000 glyphs; the pack has one face per language instead.
FEATURES = ["calt", "ccmp", "halt", "kern", "liga", "mark", "palt"]

# Only for vertical setting.
DROPPED_TABLES = ["BASE", "VORG", "vhea", "vmtx"]


def double_byte(encoding, leads, trails):
    """The characters of a double-byte character set, from Python's own codec."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                found.update(bytes([lead, trail]).decode(encoding))
            except UnicodeDecodeError:
                pass
    return found


def ranges(*bounds):
    return {chr(c) for first, last in bounds for c in range(first, last + 1)}


GL, GR = [*range(0x40, 0x7F)], [*range(0xA1, 0xFF)]

# In every file: Latin for running text, punctuation, currency, letterlike and
# number forms, arrows, mathematics, enclosed forms, boxes, symbols, radicals
# (often found in text copied from a PDF), kana, squared and full-width forms.
# What the source does not have is passed over.
COMMON = ranges(
    (0x0020, 0x007E), (0x00A0, 0x00FF), (0x2000, 0x206F), (0x2070, 0x209F),
    (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x27BF),
    (0x2E80, 0x2FDF), (0x3000, 0x303F), (0x3040, 0x30FF), (0x31F0, 0x31FF),
    (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
)  # fmt: skip

GB2312 = double_byte("gb2312", range(0xA1, 0xF8), GR)
BIG5_LEVEL_1 = double_byte("big5", range(0xA4, 0xC7), GL + GR)
BOPOMOFO = ranges((0x3105, 0x312F), (0x31A0, 0x31BF))

# Characters met in names of people and places that are in none of the three
# Chinese sets: given names, their traditional forms, Hong Kong's standard forms.
CHINESE_NAMES = set(
    "㛃㠭㻽䒕䨻䲜𡋾𬱖囧壵姵姸媗嫝嫤嬅嬑孋寗寯岏岦峯嶢巘彣慜挏掱旉昞昰晧晳晸暐暻曌曤曚朎朤"
    "杺枟栯榞榠榤橪檍氹泩浤浵溎滈潓澐瀅瀞灝灥炑烎烑煐煒煚煣燁燝燨玊玏玗玧琁琸瑉瑊瑒瑮瑸璵"
    "璸瓅瓛産皜祍禕羣荍荺莀萓葇蘄衆衞裏説諠譞豊贇輋鄖鄺鈺鋐鋕鋭錞鏞閆閲闓靇靐顗騏髙鰂龎龑龘"
)

JIS_X_0208 = double_byte("euc_jp", GR, GR)
# The NEC and IBM extensions of Windows-31J (髙 﨑 and 358 more kanji).
WINDOWS_31J = double_byte(
    "cp932", [*range(0x81, 0xA0), *range(0xE0, 0xFD)], [*range(0x40, 0x7F), *range(0x80, 0xFD)]
)
# The jōyō and jinmeiyō kanji beyond both (compatibility ideographs among them,
# hence code points, which no editor normalises), and 𠮷.
JAPANESE_NAMES = {
    chr(int(c, 16))
    for c in """
    4FE0 4FF1 525D 537D 541E 5861 5DE2 5FB5 63ED 6451 64CA 665A 66C6 6B65 6B77 6BCF 6D89 6DDA 6E34 6EAB
    7130 72C0 7626 79B1 7C1E 7DE3 7E61 7E6B 840A 8523 865B 87EC 881F 91AC 9304 934A 9830 985A 9DD7 9EC3
    F91D F928 F936 F9D0 FA30 FA31 FA33 FA34 FA35 FA37 FA38 FA3A FA3B FA3D FA3F FA40 FA41 FA43 FA44 FA45
    FA46 FA47 FA48 FA4A FA4B FA4C FA4D FA4E FA4F FA50 FA51 FA52 FA53 FA54 FA55 FA56 FA57 FA59 FA5A FA5B
    FA5C FA5F FA61 FA62 FA63 FA64 FA65 FA67 FA68 FA69 20B9F 20BB7
    """.split()
}

# 2,350 syllables, 4,888 hanja and the symbols; and all 11,172 modern syllables
# with the letters they are made of, single (ㄱ) and conjoining (decomposed text).
KS_X_1001 = double_byte("euc_kr", GR, GR)
HANGUL = ranges((0xAC00, 0xD7A3), (0x3131, 0x318E), (0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2))


def han(characters):
    return {c for c in characters if 0x3400 <= ord(c) <= 0x9FFF or 0xF900 <= ord(c) <= 0xFAFF or ord(c) >= 0x20000}


# Characters of Cantonese, as Hong Kong's names and places have them.
CANTONESE = set("嘅咗喺冇嚟噉嗰啲哋佢咁乜嘢啱攞瞓揾搵嘥邨埗埔涌滘氹磡嶺峯栢鰂邨嗌嗱喎啫嘞噃嚿掟揸搣摷曱甴氽炆焗煲瀨瓹畀癐睇")


def character_sets(tgscc):
    """Suffix of the family -> (number of its face in the .ttc, characters)."""
    return {
        "SC": (2, COMMON | GB2312 | tgscc | BOPOMOFO | CHINESE_NAMES),
        "TC": (3, COMMON | BIG5_LEVEL_1 | BOPOMOFO | CHINESE_NAMES | CANTONESE),
        "JP": (0, COMMON | JIS_X_0208 | WINDOWS_31J | JAPANESE_NAMES),
        "KR": (1, COMMON | KS_X_1001 | HANGUL),
    }


def rename(font, suffix, weight):
    """Replaces the names, keeps the fields on authors, trademark and licence."""
    source = font["name"].getDebugName(6)
    family = f"CV Han Sans {suffix}"
    postscript = f"CVHanSans{suffix}-{weight}"
    full = family if weight == "Regular" else f"{family} {weight}"
    version = font["name"].getDebugName(5).split(";")[0]

    table = font["name"]
    table.names = [n for n in table.names if (n.platformID, n.platEncID, n.langID) == (3, 1, 0x409)]
    for name_id, text in {
        1: family,
        2: weight,
        3: f"{version};{postscript}",
        4: full,
        5: f"{version};subset of {source}",
        6: postscript,
    }.items():
        table.setName(text, name_id, 3, 1, 0x409)
    table.names = [n for n in table.names if n.nameID <= 14]

    # The outlines are shared by all faces, so their names must be the same.
    cff = font["CFF "].cff
    cff.fontNames = [f"CVHanSans-{weight}"]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"CV Han Sans {weight}", "CV Han Sans"
    for part in top.FDArray:
        part.FontName = f"CVHanSans-{weight}-" + part.FontName.rsplit("-", 1)[-1]


def cut(collection, face, glyphs, outlines=True):
    """The face with these glyphs and no others; or, without outlines, those that its features
    make of them."""
    options = subset.Options()
    options.font_number = face
    options.layout_features = FEATURES
    options.layout_closure = not outlines
    options.drop_tables += DROPPED_TABLES if outlines else [*DROPPED_TABLES, "CFF "]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.harfbuzz_repacker = False
    options.recalc_timestamp = False
    font = subset.load_font(str(collection), options)
    font.getGlyphOrder()
    subsetter = subset.Subsetter(options)
    subsetter.populate(glyphs=glyphs)
    subsetter.subset(font)
    return font if outlines else subsetter.glyphs_retained


def glyphs_of(collection, face, characters):
    """The glyphs that a face has for the characters."""
    options = subset.Options()
    options.font_number = face
    available = subset.load_font(str(collection), options).getBestCmap()
    missing = sorted(c for c in han(characters) if ord(c) not in available and not 0x2E80 <= ord(c) < 0x3000)
    if missing:
        sys.exit(f"{collection}: face {face} lacks {''.join(missing)}")
    return {available[ord(c)] for c in characters if ord(c) in available}


def build(collection, sets, weight, path):
    """Writes one collection: a face for each language, the outlines of all shared."""
    glyphs = set().union(*(glyphs_of(collection, face, characters) for face, characters in sets.values()))
    for face, _ in sets.values():
        glyphs |= cut(collection, face, glyphs, outlines=False)
    faces = TTCollection()
    for suffix, (face, _) in sets.items():
        font = cut(collection, face, glyphs)
        rename(font, suffix, weight)
        if font["OS/2"].fsType != 0:
            sys.exit(f"{collection}: embedding is restricted")
        print(f"{path.name}: {suffix} has {len(font.getBestCmap())} characters")
        faces.fonts.append(font)
    faces.save(str(path), shareTables=True)
    print(f"{path.name}: {len(glyphs)} glyphs, {path.stat().st_size} bytes")


def main():
    parser = argparse.ArgumentParser(description="Builds the CJK pack.")
    parser.add_argument("--source", type=Path, required=True, help="folder with NotoSansCJK-{Regular,Bold}.ttc")
    parser.add_argument("--tgscc", type=Path, required=True, help="通用规范汉字表, one character a line")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    arguments = parser.parse_args()

    if fontTools.version != FONTTOOLS:
        print(f"note: fontTools {fontTools.version}, the checksums are those of {FONTTOOLS}", file=sys.stderr)
    tgscc = set(arguments.tgscc.read_text(encoding="utf-8").split())
    if len(tgscc) != 8105 or len(han(tgscc)) != 8105:
        sys.exit(f"{arguments.tgscc}: {len(tgscc)} characters, not 8,105")

    arguments.out.mkdir(parents=True, exist_ok=True)
    for weight in ("Regular", "Bold"):
        collection = arguments.source / f"NotoSansCJK-{weight}.ttc"
        build(collection, character_sets(tgscc), weight, arguments.out / f"CVHanSans-{weight}.ttc")


if __name__ == "__main__":
    main()
