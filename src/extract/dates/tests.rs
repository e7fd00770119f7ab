//! Tables of lines and what is found in them, by language.

mod english;
mod no_dates;

use super::*;

/// Writes what was found: `2019..now` a period, `>2019` since, `<2019` until, `2019..` left open,
/// `dur` a duration; `~` before what says less than its words, `!` a note after it.
fn show(found: &Found) -> String {
    let stamp = |s: &Stamp| format!("{}{}", if s.coarse { "~" } else { "" }, s.date);
    let start = found.start.as_ref().map(stamp).unwrap_or_default();
    let end = match &found.end {
        Some(End::At(end)) => stamp(end),
        Some(End::Ongoing) => "now".into(),
        None => String::new(),
    };
    let text = match found.form {
        Form::Single => start,
        Form::Range => format!("{start}..{end}"),
        Form::Since => format!(">{start}"),
        Form::Open => format!("{start}.."),
        Form::Until => format!("<{end}"),
        Form::Ongoing => end,
        Form::Duration => "dur".into(),
    };
    match found.note {
        Some(note) => format!("{text} !{note:?}"),
        None => text,
    }
}

fn found(line: &str) -> String {
    let reading =
        Reading { as_of: Date::new(2024, Some(6), None), day_first: None, short_ends: false };
    let all = find(line, reading);
    for item in &all {
        assert!(line.get(item.range.clone()).is_some(), "{line}");
        assert!(line.get(item.outer.clone()).is_some_and(|outer| !outer.is_empty()), "{line}");
    }
    all.iter().map(show).collect::<Vec<_>>().join(" | ")
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|&(line, expected)| {
            let got = found(line);
            (got != expected).then(|| format!("{line:?}: expected {expected:?}, found {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn german() {
    check(&[
        ("März 2020 – heute", "2020-03..now"),
        ("Mär. 2020 – heute", "2020-03..now"),
        ("Mrz 2020 - Dez. 2021", "2020-03..2021-12"),
        ("Jänner 2018 bis Feber 2019", "2018-01..2019-02"),
        ("seit 04/2015     Werkstattleiter", ">2015-04"),
        ("09/2008 –        Kfz-Meister", "2008-09.."),
        ("03/2015          • Diagnose", "2015-03"),
        ("seit 2010", ">2010"),
        ("ab 2020", ">2020"),
        ("ab März 2020", ">2020-03"),
        ("bis 03/2015", "<2015-03"),
        ("bis heute", "now"),
        ("Erfurt, den 3. Mai 2024", "2024-05-03"),
        ("14.02.1981 in Gotha", "1981-02-14"),
        ("von Mai 2016 bis Juli 2017", "2016-05..2017-07"),
        ("vom 1.3.2016 bis zum 31.5.2017", "2016-03-01..2017-05-31"),
        ("1.3.–31.5.2019", "2019-03-01..2019-05-31"),
        ("01.03. - 31.05.2019", "2019-03-01..2019-05-31"),
        ("03.–07.2019", "2019-03..2019-07"),
        ("Mai-Juli 2019", "2019-05..2019-07"),
        ("Mai bis Juli 2019", "2019-05..2019-07"),
        ("02.2020 – jetzt", "2020-02..now"),
        ("10/2015–laufend", "2015-10..now"),
        ("WS 2019/20", "~2019"),
        ("WS 19/20", "~2019"),
        ("WiSe 2019/2020 – SoSe 2021", "~2019..~2021"),
        ("SS 2018", "~2018"),
        ("Wintersemester 2018/19", "~2018"),
        ("Sommer 2019", "~2019"),
        ("Frühjahr 2019", "~2019"),
        ("1. Quartal 2019", "~2019"),
        ("2. Halbjahr 2019", "~2019"),
        ("Anfang 2019", "~2019"),
        ("Mitte 2018 – Ende 2019", "~2018..~2019"),
        ("Schuljahr 2010/2011", "~2010"),
        ("voraussichtlich 2025", "2025 !Expected"),
        ("voraussichtlicher Abschluss: März 2025", "2025-03 !Expected"),
        ("gültig bis 12/2026", "2026-12 !Expiry"),
        ("Stand: 03/2024", "2024-03 !AsOf"),
        ("Abschluss: 2019", "2019 !Completed"),
        ("2018 bis dato", "2018..now"),
        ("(1 Jahr)", "dur"),
        ("01/2019 – 12/2019 (1 Jahr)", "2019-01..2019-12 | dur"),
        ("2 Jahre 3 Monate", "dur"),
        ("zwischen 2016 und 2018", "2016..2018"),
        ("Oktober 2015 - September 2018", "2015-10..2018-09"),
        ("08/2001 bis", "2001-08.."),
        ("Im Jahr 2019 leitete ich", "2019"),
        ("03/19 – heute", "2019-03..now"),
        ("seit 03/19", ">2019-03"),
    ]);
}

#[test]
fn french() {
    check(&[
        ("*Depuis mars 2019*", ">2019-03"),
        ("*Septembre 2015 – février 2019*", "2015-09..2019-02"),
        ("de mars 2019 à mai 2020", "2019-03..2020-05"),
        ("du 1er mars 2019 au 31 mai 2020", "2019-03-01..2020-05-31"),
        ("Août 2018 - aujourd’hui", "2018-08..now"),
        ("août 2018 à aujourd'hui", "2018-08..now"),
        ("janv. 2018 – déc. 2019", "2018-01..2019-12"),
        ("juil. 2017 à ce jour", "2017-07..now"),
        ("2016 – en cours", "2016..now"),
        ("d’avril à juin 2018", "2018-04..2018-06"),
        ("janvier à mars 2019", "2019-01..2019-03"),
        ("entre 2016 et 2018", "2016..2018"),
        ("été 2018", "~2018"),
        ("Printemps 2018", "~2018"),
        ("T1 2020", "~2020"),
        ("1er trimestre 2020", "~2020"),
        ("début 2019", "~2019"),
        ("mi-2019", "~2019"),
        ("année universitaire 2018-2019", "~2018"),
        ("(2 ans 3 mois)", "dur"),
        ("janv. 2018 – avr. 2020 · 2 ans 4 mois", "2018-01..2020-04 | dur"),
        ("1 an et 2 mois", "dur"),
        ("Diplômé en 2019", "2019 !Completed"),
        ("obtention prévue : juin 2025", "2025-06 !Expected"),
        ("valable jusqu'en 2026", "2026 !Expiry"),
        ("Mis à jour le 3 mai 2024", "2024-05-03 !AsOf"),
        ("jusqu'en 2020", "<2020"),
        ("à partir de 2020", ">2020"),
        ("depuis le 1er janvier 2020", ">2020-01-01"),
        ("sept. 2010 - juin 2013", "2010-09..2013-06"),
        ("Concours du Meilleur Jeune Sommelier de France, 2016", "2016"),
    ]);
}

#[test]
fn spanish_portuguese_catalan_italian() {
    check(&[
        ("enero de 2018 – actualidad", "2018-01..now"),
        ("ene. 2018 - la actualidad", "2018-01..now"),
        ("Desde marzo de 2019", ">2019-03"),
        ("de marzo de 2018 a abril de 2019", "2018-03..2019-04"),
        ("sept. 2018 hasta la fecha", "2018-09..now"),
        ("desde 2015 hasta 2018", "2015..2018"),
        ("12 de marzo de 2019", "2019-03-12"),
        ("ago 2019 - dic 2020", "2019-08..2020-12"),
        ("verano de 2019", "~2019"),
        ("2 años 3 meses", "dur"),
        ("1 año", "dur"),
        ("feb. de 2018 - actualidad · 6 años 2 meses", "2018-02..now | dur"),
        ("a principios de 2019", "~2019"),
        ("Válido hasta 2026", "2026 !Expiry"),
        ("curso 2018/19", "~2018"),
        ("mar/2018 – atual", "2018-03..now"),
        ("fev/2014 – fev/2018", "2014-02..2018-02"),
        ("ago/2013 – dez/2013", "2013-08..2013-12"),
        ("set/2013 a out/2014", "2013-09..2014-10"),
        ("março de 2018 – até o momento", "2018-03..now"),
        ("de março de 2018 até hoje", "2018-03..now"),
        ("out de 2019 - o momento · 4 anos 8 meses", "2019-10..now | dur"),
        ("desde janeiro de 2020", ">2020-01"),
        ("1º semestre de 2019", "~2019"),
        ("Previsão de conclusão: dezembro de 2025", "2025-12 !Expected"),
        ("2 anos e 3 meses", "dur"),
        ("gener de 2018 - actualitat", "2018-01..now"),
        ("d’abril de 2018 a maig de 2019", "2018-04..2019-05"),
        ("gennaio 2018 – oggi", "2018-01..now"),
        ("dal 2015 al 2018", "2015..2018"),
        ("da marzo 2018 a oggi", "2018-03..now"),
        ("dal 2019", ">2019"),
        ("set. 2018 - in corso", "2018-09..now"),
        ("mag 2018 - giu 2019", "2018-05..2019-06"),
        ("Luglio 2010 – attuale", "2010-07..now"),
        ("a.a. 2018/2019", "~2018"),
        ("Estate 2018", "~2018"),
        ("2 anni e 3 mesi", "dur"),
        ("dall'aprile 2018 al maggio 2019", "2018-04..2019-05"),
    ]);
}

#[test]
fn dutch_and_scandinavian_and_finnish() {
    check(&[
        ("mrt 2018 – heden", "2018-03..now"),
        ("maart 2018 - nu", "2018-03..now"),
        ("van januari 2018 tot mei 2019", "2018-01..2019-05"),
        ("sinds 2019", ">2019"),
        ("vanaf mei 2019", ">2019-05"),
        ("2015 t/m 2018", "2015..2018"),
        ("tussen 2016 en 2018", "2016..2018"),
        ("najaar 2019", "~2019"),
        ("1 jaar en 2 maanden", "dur"),
        ("januari 2018 – pågående", "2018-01..now"),
        ("maj 2018 - nu", "2018-05..now"),
        ("från 2015 till 2018", "2015..2018"),
        ("sedan 2019", ">2019"),
        ("HT 2018", "~2018"),
        ("VT19", "~2019"),
        ("hösten 2018 – våren 2019", "~2018..~2019"),
        ("2 år 3 månader", "dur"),
        ("marts 2018 – nuværende", "2018-03..now"),
        ("siden 2019", ">2019"),
        ("2015 til 2018", "2015..2018"),
        ("desember 2018 – nå", "2018-12..now"),
        ("mai 2018 – d.d.", "2018-05..now"),
        ("tammikuu 2018 – nykyinen", "2018-01..now"),
        ("kesäkuu 2018 – elokuu 2019", "2018-06..2019-08"),
        ("syksy 2018", "~2018"),
    ]);
}

#[test]
fn slavic() {
    check(&[
        ("styczeń 2018 – obecnie", "2018-01..now"),
        ("od stycznia 2018 do maja 2019", "2018-01..2019-05"),
        ("od 2019", ">2019"),
        ("od marca 2019 r.", ">2019-03"),
        ("12 września 2018 r.", "2018-09-12"),
        ("paź 2018 – nadal", "2018-10..now"),
        ("2 lata 3 miesiące", "dur"),
        ("lato 2019", "~2019"),
        ("leden 2018 – současnost", "2018-01..now"),
        ("od ledna 2018 do května 2019", "2018-01..2019-05"),
        ("1. 3. 2018 – dosud", "2018-03-01..now"),
        ("září 2015 – červen 2018", "2015-09..2018-06"),
        ("Июль 2019 — по настоящее время", "2019-07..now"),
        ("июль 2019 – н.в.", "2019-07..now"),
        ("с марта 2019 г. по май 2020 г.", "2019-03..2020-05"),
        ("с 2019 года", ">2019"),
        ("12 сентября 2018 г.", "2018-09-12"),
        ("2015 – 2018 гг.", "2015..2018"),
        ("лето 2019", "~2019"),
        ("4 года 2 месяца", "dur"),
        ("Опыт работы —4 года 2 месяца", "dur"),
        ("Июль 2019 — настоящее время 4 года 2 месяца", "2019-07..now | dur"),
        ("січень 2018 – дотепер", "2018-01..now"),
        ("з березня 2018 по травень 2019 року", "2018-03..2019-05"),
        ("януари 2018 – сега", "2018-01..now"),
        ("ožujak 2018. – danas", "2018-03..now"),
    ]);
}

#[test]
fn other_languages_of_europe() {
    check(&[
        ("Ocak 2018 – günümüz", "2018-01..now"),
        ("Şubat 2018 - Halen", "2018-02..now"),
        ("2019'dan beri", ">2019"),
        ("Eylül 2015 – Haziran 2019", "2015-09..2019-06"),
        ("2018. március – jelenleg", "2018-03..now"),
        ("2019. 03. 12.", "2019-03-12"),
        ("2015 szeptember – 2018 június", "2015-09..2018-06"),
        ("ianuarie 2018 – prezent", "2018-01..now"),
        ("Ιανουάριος 2018 – σήμερα", "2018-01..now"),
        ("από τον Μάρτιο 2018", "2018-03"),
        ("2018 m. kovo 1 d.", "2018-03-01"),
        ("janvāris 2018 – šobrīd", "2018-01..now"),
        ("tháng 3 năm 2019 – nay", "2019-03..now"),
        ("tháng 3/2019 đến tháng 5/2020", "2019-03..2020-05"),
        ("Januari 2019 – sekarang", "2019-01..now"),
        ("يناير 2018 – حتى الآن", "2018-01..now"),
        ("ינואר 2018 – היום", "2018-01..now"),
        ("जनवरी 2018 – वर्तमान", "2018-01..now"),
        ("٢٠١٨ – ٢٠٢٠", "2018..2020"),
        ("มกราคม 2018 – ปัจจุบัน", "2018-01..now"),
    ]);
}

#[test]
fn chinese_japanese_korean() {
    check(&[
        ("2019年3月–至今", "2019-03..now"),
        ("2019年3月至今", "2019-03..now"),
        ("2020.03 — 至今    杭州青禾健康科技有限公司", "2020-03..now"),
        ("2016.07 — 2020.02    美团", "2016-07..2020-02"),
        ("2019.03-2020.05", "2019-03..2020-05"),
        ("2019/03-2020/05", "2019-03..2020-05"),
        ("2010/11 工作", "2010-11"),
        ("2019年3月-2020年5月", "2019-03..2020-05"),
        ("2019年3月至2020年5月", "2019-03..2020-05"),
        ("2019 年 3 月 – 现在", "2019-03..now"),
        ("2019年3月1日", "2019-03-01"),
        ("2019年－2020年", "2019..2020"),
        ("201903-202005", "2019-03..2020-05"),
        ("二〇一九年三月", "2019-03"),
        ("2019年三月", "2019-03"),
        ("自2019年起", ">2019"),
        ("2019年秋季", "~2019"),
        ("2019年上半年", "~2019"),
        ("2019年第三季度", "~2019"),
        ("民國108年3月", "2019-03"),
        ("2021    浙江省优秀数字健康案例", "2021"),
        ("２０１９年３月～現在", "2019-03..now"),
        ("2019年3月～現在に至る", "2019-03..now"),
        ("2019年3月から2020年5月まで", "2019-03..2020-05"),
        ("2019年3月から", ">2019-03"),
        ("2019年3月～", "2019-03.."),
        ("2020年5月まで", "<2020-05"),
        ("令和元年5月", "2019-05"),
        ("令和2年3月1日", "2020-03-01"),
        ("平成31年4月 〇〇株式会社 入社", "2019-04"),
        ("平成三十年四月", "2018-04"),
        ("昭和63年", "1988"),
        ("H30.4〜R2.3", "2018-04..2020-03"),
        ("2019年度", "~2019"),
        ("2024年3月卒業見込み", "2024-03 !Expected"),
        ("2019年3月 卒業", "2019-03 !Completed"),
        ("（2019年3月）", "2019-03"),
        ("3年2ヶ月", "dur"),
        ("2019年 3月ー2020年 5月", "2019-03..2020-05"),
        ("2019년 3월 ~ 현재", "2019-03..now"),
        ("2019.05 ~ 현재", "2019-05..now"),
        ("2006.03 ~ 2013.02  인하대학교", "2006-03..2013-02"),
        ("2019. 3. ~ 2020. 5.", "2019-03..2020-05"),
        ("2019. 03. 01", "2019-03-01"),
        ("2019년 3월부터 현재까지", "2019-03..now"),
        ("2019년 3월부터 2020년 5월까지", "2019-03..2020-05"),
        ("2019년 3월부터", ">2019-03"),
        ("2019년 상반기", "~2019"),
        ("2019년 졸업예정", "2019 !Expected"),
        ("3년 2개월", "dur"),
        ("(2008.04 ~ 2010.02)", "2008-04..2010-02"),
        ("CCNP Enterprise (2021.09)", "2021-09"),
    ]);
}

#[test]
fn two_digits_end_a_period_where_others_do() {
    let text = "2014-2019 a, 2010-14 b, 2007-10 c";
    assert!(short_ends(text));
    assert!(!short_ends("2019-04 a, 2010-14 b") && !short_ends("2007-10 c"));
    let reading = Reading { short_ends: true, ..Reading::default() };
    let found = read("2007-10", reading).unwrap();
    assert_eq!(found.form, Form::Range);
}
