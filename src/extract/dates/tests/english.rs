//! Dates in English.

use super::check;

#[test]
fn months_bound_a_period() {
    check(&[
        ("June 2019 - present", "2019-06..now"),
        ("Jan. 2015 – Sept. 2016", "2015-01..2016-09"),
        ("August 2017 to the present", "2017-08..now"),
        ("from May 2013 to July 2017", "2013-05..2017-07"),
        ("SEP 2007 – APR 2011, TORONTO", "2007-09..2011-04"),
        ("May 2016 – Present", "2016-05..now"),
        ("Oct 2017–Nov 2018", "2017-10..2018-11"),
        ("Oct2017-Nov2018", "2017-10..2018-11"),
        ("Jan. 2012 till date", "2012-01..now"),
    ]);
}

#[test]
fn a_month_without_a_year_takes_that_of_the_other() {
    check(&[
        ("Jan – Mar 2019", "2019-01..2019-03"),
        ("Nov – Feb 2019", "2018-11..2019-02"),
        ("Jan-Mar 2019", "2019-01..2019-03"),
        ("Mar 2019 – May", "2019-03..2019-05"),
    ]);
}

#[test]
fn days_are_read_with_their_months() {
    check(&[
        ("March 12, 2019", "2019-03-12"),
        ("March 12th, 2019", "2019-03-12"),
        ("12th of March 2019", "2019-03-12"),
        ("12 March 2019 – 5 April 2020", "2019-03-12..2020-04-05"),
        ("March 12–15, 2019", "2019-03-12..2019-03-15"),
        ("12–15 March 2019", "2019-03-12..2019-03-15"),
        ("1 March – 5 April 2019", "2019-03-01..2019-04-05"),
        ("2017-03-01/2019-02-28", "2017-03-01..2019-02-28"),
        ("2017-03-01 - 2019-02-28", "2017-03-01..2019-02-28"),
        ("3/15/2020 - 4/1/2021", "2020-03-15..2021-04-01"),
        ("15.03.2020-01.04.2021", "2020-03-15..2021-04-01"),
        ("May 4, 2019 to June 5, 2019", "2019-05-04..2019-06-05"),
    ]);
}

#[test]
fn months_are_read_from_numbers() {
    check(&[
        ("03/2019 – 07/2020", "2019-03..2020-07"),
        ("3/2019-7/2020", "2019-03..2020-07"),
        ("03–07/2019", "2019-03..2019-07"),
        ("03-07/2019", "2019-03..2019-07"),
        ("06/16 – 03/19", "2016-06..2019-03"),
        ("06/16 - present", "2016-06..now"),
        ("03/19 - 04/2020", "2019-03..2020-04"),
        ("2009-10 – 2012-05", "2009-10..2012-05"),
        ("2010/11 – 2012/05", "2010-11..2012-05"),
        ("From: 02/2018", ">2018-02"),
        ("2019-03", "2019-03"),
    ]);
}

#[test]
fn years_of_two_digits_are_read() {
    check(&[
        ("'17–'19", "2017..2019"),
        ("Jan '17 – Mar '19", "2017-01..2019-03"),
        ("Jan 17 - Mar 19", "2017-01..2019-03"),
        ("Jan 17 - present", "2017-01..now"),
        ("Jan-17 to Mar-19", "2017-01..2019-03"),
        ("2018–19", "2018..2019"),
        ("2018/19", "2018..2019"),
        ("2018-19", "2018..2019"),
        ("2018/2019", "2018..2019"),
        ("2018/19 – 2020/21", "2018..2021"),
        ("2010–11", "2010..2011"),
        ("1999-00", "1999..2000"),
    ]);
}

#[test]
fn signs_and_words_join_years() {
    check(&[
        ("2019-2020", "2019..2020"),
        ("2019 -- 2020", "2019..2020"),
        ("2019 — 2020", "2019..2020"),
        ("2019 ~ 2020", "2019..2020"),
        ("2019→2020", "2019..2020"),
        ("2019 -> now", "2019..now"),
        ("2019...2020", "2019..2020"),
        ("2019 … 2020", "2019..2020"),
        ("between 2016 and 2018", "2016..2018"),
        ("2012 to 2013", "2012..2013"),
        ("2012 thru 2013", "2012..2013"),
        ("2012 until now", "2012..now"),
    ]);
}

#[test]
fn a_period_without_its_end_is_open() {
    check(&[
        ("Sept 2009 -     Newly Qualified Midwife", "2009-09.."),
        ("2019 –", "2019.."),
        ("(2019 –)", "2019.."),
        ("2019 - ?", "2019.."),
        ("2019 –\tAcme", "2019.."),
        ("2019 to", "2019.."),
    ]);
}

#[test]
fn words_say_since_and_until_when() {
    check(&[
        ("since 2010", ">2010"),
        ("From 2019", ">2019"),
        ("until March 2020", "<2020-03"),
        ("2019 onwards", ">2019"),
    ]);
}

#[test]
fn words_say_that_it_goes_on() {
    check(&[
        ("2019 to date", "2019..now"),
        ("2019-Present", "2019..now"),
        ("Present – 2019", "2019..now"),
        ("Present", "now"),
        ("- present", "now"),
        ("(current)", "now"),
    ]);
}

#[test]
fn seasons_and_quarters_say_less_than_a_month() {
    check(&[
        ("Fall 2019 – Spring 2020", "~2019..~2020"),
        ("Spring – Fall 2019", "~2019..~2019"),
        ("Spring/Summer 2019", "~2019"),
        ("Winter 2019/20", "~2019"),
        ("Fall '19", "~2019"),
        ("Spring semester 2019", "~2019"),
        ("Fall 2018 Semester", "~2018"),
        ("Q3 2021", "~2021"),
        ("Q3/2021 – Q1/2022", "~2021..~2022"),
        ("Q3'21", "~2021"),
        ("2021 Q3", "~2021"),
        ("3Q 2021", "~2021"),
        ("H1 2021", "~2021"),
        ("1st quarter 2021", "~2021"),
        ("second half of 2021", "~2021"),
        ("mid-2019", "~2019"),
        ("early 2019 – late 2020", "~2019..~2020"),
        ("ca. 2019", "~2019"),
        ("academic year 2019/20", "~2019"),
        ("FY19", "~2019"),
        ("Michaelmas 2018", "~2018"),
        ("Summers 2016–2018", "~2016..2018"),
    ]);
}

#[test]
fn words_say_what_a_date_means() {
    check(&[
        ("Expected May 2025", "2025-05 !Expected"),
        ("(expected 2025)", "2025 !Expected"),
        ("2025 (expected)", "2025 !Expected"),
        ("2022 – 2026 (expected)", "2022..2026 !Expected"),
        ("2022 – expected 2026", "2022..2026"),
        ("Anticipated graduation: June 2025", "2025-06 !Expected"),
        ("Issued Jun 2020", "2020-06 !Issued"),
        ("Issued Jun 2020 · Expires Jun 2023", "2020-06 !Issued | 2023-06 !Expiry"),
        ("AWS D1.1 3G/4G (SMAW)\texp. 11/2025", "2025-11 !Expiry"),
        ("Food hygiene certificate, valid until 2026.", "2026 !Expiry"),
        ("Class of 2019", "2019 !Completed"),
        ("Graduated 2019", "2019 !Completed"),
        ("Graduated in May 2019", "2019-05 !Completed"),
        ("as of March 2024", "2024-03 !AsOf"),
        ("Last updated: 12 March 2024", "2024-03-12 !AsOf"),
    ]);
}

#[test]
fn durations_are_told_from_periods() {
    check(&[
        ("March 2019 - Present (5 years 3 months)", "2019-03..now | dur"),
        ("Apr 2021 - Present · 3 yrs 2 mos", "2021-04..now | dur"),
        ("6 years 8 months", "dur"),
        ("1 yr", "dur"),
        ("less than a year", "dur"),
        ("Jan 2016 – Feb 2016 · 2 mos", "2016-01..2016-02 | dur"),
    ]);
}

#[test]
fn dates_are_found_among_words_and_signs() {
    check(&[
        ("MAR 2018 - PRESENT, BOULDER, CO", "2018-03..now"),
        ("2016 - date     Community Midwife", "2016..now"),
        ("Aug 2011        Belfast", "2011-08"),
        ("* Barista, Aug 2019 to Feb 2022", "2019-08..2022-02"),
        ("Head barista at No. 9, Mar 2022 to now", "2022-03..now"),
        ("Dishwasher at Fyra Knop, summer 2018", "~2018"),
        ("National Association of Legal Assistants, since 2014", ">2014"),
        ("Statistics for Ecologists, Aarhus, 2022 and 2023", "2022 | 2023"),
        ("2017, 2018", "2017 | 2018"),
        ("Prescribing (V300), 2018", "2018"),
        ("[2016]", "2016"),
        ("**Supply Chain Manager** May 2016 – Present", "2016-05..now"),
        ("*2016 – present*", "2016..now"),
        ("- **2013** : Mention", "2013"),
        ("| 07/2017 – today | Rift Roads |", "2017-07..now"),
    ]);
}
