//! Values as other tools and their users write them: countries by name, lists as one text.

use crate::extract::{self, country_code_of_field};
use crate::profile::Text;
use crate::syntax::{Fields, Node};

/// The code of a country that is given by its code or its name; a name that is not known stays as
/// it is written.
pub(super) fn country(f: &mut Fields<'_>, names: &[&'static str]) -> Option<String> {
    let name = f.string(names)?;
    if name.len() == 2 && name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Some(name.to_uppercase());
    }
    let code = country_code_of_field(&name).or_else(|| of_three_letters(&name));
    Some(code.map_or(name, str::to_owned))
}

/// A list of short texts, which may be given as one text with commas.
pub(super) fn keywords(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Text> {
    let first = names.iter().find_map(|name| f.peek(name));
    if first.and_then(Node::scalar).is_none() {
        return f.texts(names);
    }
    let text = f.scalar_text(names).unwrap_or_default();
    extract::items(&text).into_iter().map(Text::from).collect()
}

/// A list of texts, or one alone.
pub(super) fn texts(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Text> {
    let first = names.iter().find_map(|name| f.peek(name));
    match first.and_then(Node::scalar) {
        Some(_) => f.scalar_text(names).map(Text::from).into_iter().collect(),
        None => f.texts(names),
    }
}

/// The code of two letters for one of three.
fn of_three_letters(name: &str) -> Option<&'static str> {
    let mut pairs = ALPHA_3.split_ascii_whitespace().filter_map(|pair| pair.split_at_checked(3));
    pairs.find(|(three, _)| *three == name).map(|(_, two)| two)
}

/// The codes of three letters of ISO 3166-1, each with that of two.
const ALPHA_3: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU \
    AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ \
    BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI \
    CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE \
    DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK \
    FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN \
    IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH \
    KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV \
    MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN \
    MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI \
    NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG \
    SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI \
    SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT \
    TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG \
    VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";
