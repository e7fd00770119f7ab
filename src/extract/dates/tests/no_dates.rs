//! What looks like a date and is none.

/// Checks that no date is found in any of the lines.
fn check(lines: &[&str]) {
    let table: Vec<(&str, &str)> = lines.iter().map(|line| (*line, "")).collect();
    super::check(&table);
}

#[test]
fn numbers_of_telephones_are_no_dates() {
    check(&[
        "+44 20 7946 2019",
        "020 7946 2015",
        "(409) 555-2019",
        "555-2019",
        "03 5550 2018",
        "+31 10 555 2018",
        "303.555.2014",
        "1 800 555 2019",
        "070-174 06 05",
        "04 65 71 20 19",
        "+49 (0)30 2019 2020",
        "0171 3920037",
    ]);
}

#[test]
fn names_and_versions_of_products_and_standards_are_no_dates() {
    check(&[
        "ISO 9001:2015",
        "IEC 62304:2006",
        "Python 3.11",
        "Python 3.10 - 3.12",
        "Node 18",
        "v2019.1.3.4",
        "Windows Server 2019",
        "MS Office 2016",
        "ES2015",
        "AutoCAD 2020",
        "D1.1 3G/4G",
        "A330/A340",
        "RJ45",
        "3ds Max 2020",
        "99Z0123E",
        "H2O",
        "ATR 72-600",
        "S3.4",
    ]);
}

#[test]
fn marks_and_ratios_are_no_dates() {
    check(&[
        "24/7",
        "9/11",
        "50/50",
        "16:9",
        "3.8/4.0",
        "GPA 3.8/4.0",
        "8.7/10",
        "110/110",
        "2:1",
        "2019%",
        "19.5",
        "12/13",
    ]);
}

#[test]
fn durations_and_ages_are_no_dates() {
    check(&[
        "5 years of experience",
        "13 years of coding experience",
        "over 10 years",
        "34 ans, permis B",
        "18 months of leave",
    ]);
}

#[test]
fn amounts_are_no_dates() {
    check(&[
        "$2000",
        "€ 2000",
        "2000 €",
        "2000 EUR",
        "2,019 items",
        "2.019 Einheiten",
        "2000+ users",
        "2000 employees",
        "up to 2000",
        "more than 2000 people",
        "about 30",
        "2000 km",
        "12345",
        "12万",
        "2000人",
        "47분에서 12분으로",
        "1.2 million",
        "rolled out 100 changes",
        "1,200 stores",
        "over 2010 tests",
    ]);
}

#[test]
fn addresses_are_no_dates() {
    check(&[
        "99084 Erfurt",
        "CA 92019",
        "2019 Old Mill Rd., Beaumont, TX 77701",
        "1985 Maple Street",
        "PO Box 2019",
        "Room 2019",
        "Sydney NSW 2000",
    ]);
}

#[test]
fn sites_files_and_identifiers_are_no_dates() {
    check(&[
        "https://example.com/2019/03",
        "www.example.com/2019",
        "a.b2019@example.com",
        "cv2019.pdf",
        "report-2019.pdf",
        "github.com/x/2019",
        "ORCID 0000-0002-2019-4417",
        "CVE-2019-1234",
        "10.2015/abc.123",
        "192.168.2.1",
        "No. 2014",
        "#2019",
        "10.10.2010.1",
    ]);
}

#[test]
fn words_and_decades_are_no_dates() {
    check(&[
        "CS 101",
        "Level 4",
        "May",
        "March",
        "march of progress",
        "1990s",
        "the 2000er",
        "Current position",
        "Nov",
    ]);
}
