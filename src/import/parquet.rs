//! The Parquet folder that `export` wrote: `events.parquet`, and `actors.parquet` when it is there.

use super::{Gather, unreadable};
use crate::error::{Error, Result};
use crate::model::Date;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row};
use jiff::ToSpan;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use std::path::Path;

/// Reads a folder, or one events file.
pub(super) fn read(path: &Path, gather: &mut Gather) -> Result<()> {
    if !path.is_dir() {
        return table(path, gather, Gather::event);
    }
    let actors = path.join("actors.parquet");
    if actors.exists() {
        table(&actors, gather, Gather::actor)?;
    }
    table(&path.join("events.parquet"), gather, Gather::event)
}

fn table<T: DeserializeOwned>(
    path: &Path,
    gather: &mut Gather,
    take: impl Fn(&mut Gather, T, &str),
) -> Result<()> {
    let file = std::fs::File::open(path).map_err(unreadable(path))?;
    let fault = |e: ::parquet::errors::ParquetError| Error::Document {
        place: path.display().to_string(),
        id: None,
        problem: format!("no Parquet table: {e}"),
    };
    let file = SerializedFileReader::new(file).map_err(fault)?;
    for (n, row) in file.get_row_iter(None).map_err(fault)?.enumerate() {
        gather.records += 1;
        let place = format!("{}, row {}", path.display(), n + 1);
        match serde_json::from_value::<T>(record(&row.map_err(fault)?)) {
            Ok(value) => take(gather, value, &place),
            Err(error) => gather.refuse(&place, format!("the record cannot be read: {error}")),
        }
    }
    Ok(())
}

fn record(row: &Row) -> Json {
    let fields = row.get_column_iter();
    let fields = fields.map(|(name, field)| (name.clone(), value(field)));
    Json::Object(fields.collect::<Map<_, _>>())
}

fn value(field: &Field) -> Json {
    match field {
        Field::Bool(yes) => Json::from(*yes),
        Field::Int(number) => Json::from(*number),
        Field::Long(number) => Json::from(*number),
        Field::Float(number) => Json::from(*number),
        Field::Double(number) => Json::from(*number),
        Field::Str(text) => Json::from(text.as_str()),
        Field::Date(days) => {
            let start = Date::constant(1970, 1, 1);
            let day = start.checked_add(i64::from(*days).days());
            day.map_or(Json::Null, |day| Json::from(day.to_string()))
        }
        Field::Group(row) => record(row),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        _ => Json::Null,
    }
}
