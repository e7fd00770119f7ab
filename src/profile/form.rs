//! Which fields of an entry stand where, when a career is written as text to be read by people.

/// The order in which the fields of an entry are said.
#[derive(Debug)]
pub(crate) struct Form {
    /// The key of the section.
    pub(crate) section: &'static str,
    /// The field that the entry is headed by; of a degree the first one of two.
    pub(crate) title: &'static str,
    /// The fields of the lines below the title, in their order.
    pub(crate) details: &'static [&'static str],
    /// The field of the prose.
    pub(crate) prose: &'static str,
    /// The fields of the dates: the only one, or start and end.
    pub(crate) dates: &'static [&'static str],
}

const RANGE: &[&str] = &["startDate", "endDate"];

static FORMS: [Form; 9] = [
    form("work", "position", &["name", "location"], "summary", RANGE),
    form("volunteer", "position", &["organization", "location"], "summary", RANGE),
    form("education", "studyType", &["institution", "location"], "summary", RANGE),
    form("projects", "name", &["roles", "entity"], "description", RANGE),
    form("awards", "title", &["awarder"], "summary", &["date"]),
    form("certificates", "name", &["issuer"], "summary", &["date"]),
    form("publications", "name", &["authors", "publisher"], "summary", &["releaseDate"]),
    form("references", "name", &[], "reference", &[]),
    form("sections", "title", &["subtitle", "location"], "summary", RANGE),
];

const fn form(
    section: &'static str,
    title: &'static str,
    details: &'static [&'static str],
    prose: &'static str,
    dates: &'static [&'static str],
) -> Form {
    Form { section, title, details, prose, dates }
}

impl Form {
    /// Returns the form of a section's entries; `None` if it has no entries.
    pub(crate) fn of(section: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.section == section)
    }

    /// Whether a field is a list of texts.
    pub(crate) fn is_list(field: &str) -> bool {
        matches!(field, "roles" | "authors" | "courses" | "keywords")
    }
}

/// The field of the contact that a text has the look of. What looks like nothing else is a place.
pub(crate) fn contact_field(text: &str) -> &'static str {
    let has_letters = text.contains(char::is_alphabetic);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if !has_letters && digits >= 5 {
        "phone"
    } else if text.contains(char::is_whitespace) {
        "location"
    } else if text.contains("://") {
        "url"
    } else if text.contains('@') {
        "email"
    } else if text.contains('.') && has_letters {
        "url"
    } else {
        "location"
    }
}
