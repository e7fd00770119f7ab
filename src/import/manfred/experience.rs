//! Positions, projects and what was made public.

use super::{NOTES, PICTURES, Reader, location, reference};
use crate::profile::{
    Extra, Highlight, Location, Project, Publication, Reference, Text, When, Work, Written,
};
use crate::syntax::Fields;

/// An organization, a project, an artifact: what may be read of it anywhere.
#[derive(Clone, Default)]
struct Entity {
    name: Option<Text>,
    description: Option<Text>,
    url: Option<String>,
    location: Location,
    extra: Extra,
}

/// What someone did somewhere for a time.
#[derive(Default)]
struct Role {
    name: Option<Text>,
    start_date: Option<When>,
    end_date: Option<When>,
    written: Written,
    notes: Option<Text>,
    highlights: Vec<Highlight>,
    keywords: Vec<Text>,
    referrals: Vec<Reference>,
    extra: Extra,
}

impl Reader {
    pub(super) fn experience(&mut self, f: &mut Fields<'_>) {
        let jobs = f.list(&["jobs"], "organization", |f| {
            let entity = f.object(&["organization"], "name", entity);
            (entity, kind(f), roles(f), f.rest())
        });
        for (entity, kind, roles, mut extra) in jobs {
            extra.extend(entity.extra);
            for role in roles {
                self.profile.references.extend(role.referrals);
                self.profile.work.push(Work {
                    name: entity.name.clone(),
                    position: role.name,
                    location: self.place(&entity.location),
                    description: entity.description.clone(),
                    url: entity.url.clone(),
                    start_date: role.start_date,
                    end_date: role.end_date,
                    summary: role.notes,
                    highlights: role.highlights,
                    keywords: role.keywords,
                    tags: kind.iter().cloned().collect(),
                    written: role.written,
                    extra: std::mem::take(&mut extra).into_iter().chain(role.extra).collect(),
                });
            }
        }
        let projects = f.list(&["projects"], "details", |f| {
            let entity = f.object(&["details"], "name", entity);
            (entity, kind(f), roles(f), f.rest())
        });
        for (entity, kind, roles, mut extra) in projects {
            extra.extend(entity.extra);
            for role in roles {
                self.profile.references.extend(role.referrals);
                self.profile.projects.push(Project {
                    name: entity.name.clone(),
                    description: Text::joined(
                        entity.description.clone().into_iter().chain(role.notes),
                        "\n\n",
                    ),
                    highlights: role.highlights,
                    keywords: role.keywords,
                    start_date: role.start_date,
                    end_date: role.end_date,
                    url: entity.url.clone(),
                    roles: role.name.into_iter().collect(),
                    entity: self.place(&entity.location),
                    kind: kind.clone(),
                    written: role.written,
                    extra: std::mem::take(&mut extra).into_iter().chain(role.extra).collect(),
                    ..Project::default()
                });
            }
        }
        f.list(&["publicArtifacts"], "details", artifact)
            .into_iter()
            .for_each(|artifact| self.artifact(artifact));
        self.profile.basics.extra.extend(f.rest());
    }

    /// Posts, talks and films are publications; what was made otherwise is a project.
    fn artifact(&mut self, artifact: Artifact) {
        let Artifact { entity, kind, keywords, tags, date, mut written, extra } = artifact;
        let is_made = matches!(kind.as_deref(), Some("sideProject" | "launch" | "achievement"));
        if is_made {
            if let Some(words) = written.shift_remove("releaseDate") {
                written.insert("startDate".to_owned(), words.clone());
                written.insert("endDate".to_owned(), words);
            }
            self.profile.projects.push(Project {
                name: entity.name,
                description: entity.description,
                keywords,
                start_date: date.clone(),
                end_date: date,
                url: entity.url,
                entity: self.place(&entity.location),
                kind,
                tags,
                written,
                extra,
                ..Project::default()
            });
            return;
        }
        let words = keywords.iter().map(|word| word.get("").to_owned());
        self.profile.publications.push(Publication {
            name: entity.name,
            publisher: self.place(&entity.location),
            release_date: date,
            url: entity.url,
            summary: entity.description,
            tags: kind.into_iter().chain(tags).chain(words).collect(),
            written,
            extra,
            ..Publication::default()
        });
    }
}

fn entity(f: &mut Fields<'_>) -> Entity {
    f.ignore(&["image"], PICTURES);
    Entity {
        name: f.text(&["name"]),
        description: f.markdown_text(&["description"]),
        url: f.url(&["URL", "url"]),
        location: f.object(&["location"], "municipality", location),
        extra: f.rest(),
    }
}

fn kind(f: &mut Fields<'_>) -> Option<String> {
    f.scalar_text(&["type"])
}

/// The roles; what has none is one by itself.
fn roles(f: &mut Fields<'_>) -> Vec<Role> {
    let roles = f.list(&["roles"], "name", role);
    if roles.is_empty() { vec![Role::default()] } else { roles }
}

fn role(f: &mut Fields<'_>) -> Role {
    let mut written = Written::new();
    let (start_date, end_date) = f.period(&["startDate"], &["endDate", "finishDate"], &mut written);
    Role {
        name: f.text(&["name"]),
        start_date,
        end_date,
        written,
        notes: f.markdown_text(&["notes"]),
        highlights: f.list(&["challenges"], "description", challenge),
        keywords: competences(f, &["competences"]),
        referrals: f.list(&["referrals"], "name", reference),
        extra: f.rest(),
    }
}

/// A challenge, with what was done about it below.
fn challenge(f: &mut Fields<'_>) -> Highlight {
    Highlight {
        text: f.text(&["description"]).unwrap_or_default(),
        highlights: f.highlights(&["actions"]),
        tags: Vec::new(),
        extra: f.rest(),
    }
}

/// The names of competences.
pub(super) fn competences(f: &mut Fields<'_>, names: &[&'static str]) -> Vec<Text> {
    let names = f.list(names, "name", |f| {
        let name = f.text(&["name"]);
        f.ignore(&["type", "description"], "kinds and descriptions of competences");
        f.ignore_rest(NOTES);
        name
    });
    names.into_iter().flatten().collect()
}

struct Artifact {
    entity: Entity,
    kind: Option<String>,
    keywords: Vec<Text>,
    tags: Vec<String>,
    date: Option<When>,
    written: Written,
    extra: Extra,
}

fn artifact(f: &mut Fields<'_>) -> Artifact {
    let mut written = Written::new();
    let entity = f.object(&["details"], "name", entity);
    Artifact {
        kind: kind(f),
        keywords: competences(f, &["relatedCompetences"]),
        tags: f.strings(&["tags"]),
        date: f.date(&["releaseDate", "publishingDate"], &mut written),
        written,
        extra: entity.extra.clone().into_iter().chain(f.rest()).collect(),
        entity,
    }
}
