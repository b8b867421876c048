//! Parquet: `events.parquet` and `actors.parquet` hold the whole records, nested as they are, and
//! `evidence.parquet` one row per sentence, for those who rather join than unnest.
//!
//! Dates are dates, lists are lists; `import` makes the same graph of the folder. The columns are cut from the
//! records' JSON along the schema (Dremel's definition and repetition levels), so the schema alone says what
//! is written, and nothing of Arrow is needed.

use super::order::{everybody, sorted};
use super::{Counts, Data, Exporter};
use crate::model::Date;
use ::parquet::basic::{Compression, Repetition, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use ::parquet::schema::types::Type;
use serde_json::{Value as Json, json};
use std::io::{self, BufRead, Write};
use std::sync::Arc;

/// The events, and the folder of three tables.
pub(super) struct Parquet;
struct Actors;
struct Evidence;

/// Rows of a row group: enough to compress well, few enough to hold at once.
const GROUP: usize = 20_000;

/// The event record, its closing brace left to whoever writes it. A list is a required group of repeated elements, as the format's own rule for lists has it.
const EVENT: &str = "message event {
  REQUIRED BYTE_ARRAY id (UTF8);
  OPTIONAL INT32 date (DATE);
  OPTIONAL INT32 date_end (DATE);
  REQUIRED BYTE_ARRAY date_precision (UTF8);
  OPTIONAL BYTE_ARRAY date_basis (UTF8);
  OPTIONAL INT32 reported (DATE);
  REQUIRED BYTE_ARRAY kind (UTF8);
  REQUIRED BYTE_ARRAY cameo (UTF8);
  OPTIONAL BYTE_ARRAY plover (UTF8);
  OPTIONAL BYTE_ARRAY plover_mode (UTF8);
  REQUIRED GROUP contexts (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
  REQUIRED INT32 quad;
  OPTIONAL FLOAT goldstein;
  REQUIRED GROUP source (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
    REQUIRED BYTE_ARRAY id (UTF8);
    REQUIRED BYTE_ARRAY name (UTF8);
    REQUIRED BYTE_ARRAY type (UTF8);
    OPTIONAL BYTE_ARRAY country (UTF8);
    REQUIRED GROUP sector (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
    REQUIRED BYTE_ARRAY mention (UTF8);
  } } }
  REQUIRED GROUP target (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
    REQUIRED BYTE_ARRAY id (UTF8);
    REQUIRED BYTE_ARRAY name (UTF8);
    REQUIRED BYTE_ARRAY type (UTF8);
    OPTIONAL BYTE_ARRAY country (UTF8);
    REQUIRED GROUP sector (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
    REQUIRED BYTE_ARRAY mention (UTF8);
  } } }
  REQUIRED BOOLEAN reciprocal;
  REQUIRED BYTE_ARRAY status (UTF8);
  REQUIRED BOOLEAN negated;
  OPTIONAL GROUP speaker {
    REQUIRED BYTE_ARRAY id (UTF8);
    REQUIRED BYTE_ARRAY name (UTF8);
    REQUIRED BYTE_ARRAY verb (UTF8);
  }
  OPTIONAL BYTE_ARRAY about (UTF8);
  OPTIONAL GROUP place {
    REQUIRED BYTE_ARRAY name (UTF8);
    OPTIONAL BYTE_ARRAY country (UTF8);
  }
  REQUIRED FLOAT confidence;
  REQUIRED INT64 sources;
  REQUIRED GROUP evidence (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
    REQUIRED BYTE_ARRAY doc (UTF8);
    OPTIONAL INT32 published (DATE);
    OPTIONAL BYTE_ARRAY url (UTF8);
    REQUIRED BYTE_ARRAY sentence (UTF8);
    REQUIRED INT64 start;
    REQUIRED INT64 end;
    REQUIRED GROUP trigger (LIST) { REPEATED GROUP list { REQUIRED INT64 element; } }
    REQUIRED BYTE_ARRAY rule (UTF8);
    REQUIRED GROUP dated (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
    REQUIRED GROUP named (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
  } } }
";

/// A last column of it, for whoever asks.
const EDTF: &str = "  OPTIONAL BYTE_ARRAY edtf (UTF8);
";

const ACTOR: &str = "message actor {
  REQUIRED BYTE_ARRAY id (UTF8);
  REQUIRED BYTE_ARRAY name (UTF8);
  REQUIRED BYTE_ARRAY type (UTF8);
  OPTIONAL BYTE_ARRAY country (UTF8);
  REQUIRED GROUP sector (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
  REQUIRED GROUP names (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
  REQUIRED GROUP offices (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
    REQUIRED BYTE_ARRAY title (UTF8);
    OPTIONAL BYTE_ARRAY body (UTF8);
    OPTIONAL BYTE_ARRAY since (UTF8);
    OPTIONAL BYTE_ARRAY until (UTF8);
    REQUIRED GROUP seen (LIST) { REPEATED GROUP list { REQUIRED INT32 element (DATE); } }
  } } }
  REQUIRED GROUP part_of (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (UTF8); } }
}";

const EVIDENCE: &str = "message evidence {
  REQUIRED BYTE_ARRAY event_id (UTF8);
  REQUIRED BYTE_ARRAY doc (UTF8);
  OPTIONAL INT32 published (DATE);
  OPTIONAL BYTE_ARRAY url (UTF8);
  REQUIRED INT64 start;
  REQUIRED INT64 end;
  REQUIRED INT64 trigger_start;
  REQUIRED INT64 trigger_end;
  REQUIRED BYTE_ARRAY rule (UTF8);
  REQUIRED BYTE_ARRAY sentence (UTF8);
}";

impl Exporter for Parquet {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let rows = sorted(data).into_iter().map(|e| json!(data.record(e)));
        let edtf = if data.edtf { EDTF } else { "" };
        Ok(Counts {
            events: table(&format!("{EVENT}{edtf}}}"), rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            events: rows(input)?,
            ..Counts::default()
        })
    }
    fn files<'d>(&self, _data: &Data<'d>) -> Vec<(String, Box<dyn Exporter + 'd>)> {
        vec![
            ("actors.parquet".to_owned(), Box::new(Actors)),
            ("events.parquet".to_owned(), Box::new(Parquet)),
            ("evidence.parquet".to_owned(), Box::new(Evidence)),
        ]
    }
}

impl Exporter for Actors {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let rows = everybody(data).into_iter().map(|a| json!(a));
        Ok(Counts {
            actors: table(ACTOR, rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            actors: rows(input)?,
            ..Counts::default()
        })
    }
}

impl Exporter for Evidence {
    fn write(&self, data: &Data, out: &mut dyn Write) -> io::Result<Counts> {
        let events = sorted(data).into_iter();
        let rows = events.flat_map(|e| e.evidence.iter().map(move |t| (e, t)));
        let rows = rows.map(|(event, told)| {
            json!({
                "event_id": event.id,
                "doc": told.doc,
                "published": told.published,
                "url": told.url,
                "start": told.start,
                "end": told.end,
                "trigger_start": told.trigger.0,
                "trigger_end": told.trigger.1,
                "rule": told.rule,
                "sentence": told.sentence,
            })
        });
        Ok(Counts {
            evidence: table(EVIDENCE, rows, out)?,
            ..Counts::default()
        })
    }
    fn count(&self, input: &mut dyn BufRead) -> io::Result<Counts> {
        Ok(Counts {
            evidence: rows(input)?,
            ..Counts::default()
        })
    }
}

fn table(schema: &str, rows: impl Iterator<Item = Json>, out: &mut dyn Write) -> io::Result<usize> {
    let schema = Arc::new(parse_message_type(schema).map_err(io::Error::other)?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema.clone(), Arc::new(properties))
        .map_err(io::Error::other)?;
    let mut count = 0;
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let mut columns = Vec::new();
        for row in rows.by_ref().take(GROUP) {
            let mut at = 0;
            for field in schema.get_fields() {
                let value = field_of(&row, field);
                shred(field, value, Levels::default(), &mut columns, &mut at)?;
            }
            count += 1;
        }
        let mut group = file.next_row_group().map_err(io::Error::other)?;
        let mut columns = columns.iter();
        while let Some(mut writer) = group.next_column().map_err(io::Error::other)? {
            if let Some(column) = columns.next() {
                column.write(writer.untyped()).map_err(io::Error::other)?;
            }
            writer.close().map_err(io::Error::other)?;
        }
        group.close().map_err(io::Error::other)?;
    }
    out.write_all(&file.into_inner().map_err(io::Error::other)?)?;
    Ok(count)
}

/// The values of a leaf with their levels.
struct Column {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Int(Vec<i32>),
    Long(Vec<i64>),
    Float(Vec<f32>),
    Bool(Vec<bool>),
}

/// Where a value stands: how much of its path is there, and at which list it is a further element.
#[derive(Debug, Clone, Copy, Default)]
struct Levels {
    definition: i16,
    repetition: i16,
    /// Lists around it.
    lists: i16,
}

fn field_of<'a>(row: &'a Json, field: &Type) -> Option<&'a Json> {
    row.get(field.name()).filter(|v| !v.is_null())
}

/// Cuts one value along its type into the columns of its leaves.
fn shred(
    of: &Type,
    value: Option<&Json>,
    mut levels: Levels,
    columns: &mut Vec<Column>,
    at: &mut usize,
) -> io::Result<()> {
    let info = of.get_basic_info();
    if value.is_some() && info.repetition() == Repetition::OPTIONAL {
        levels.definition += 1;
    }
    if of.is_primitive() {
        return leaf(of, value, levels, columns, at);
    }
    if !is_list(of) {
        for field in of.get_fields() {
            shred(
                field,
                value.and_then(|v| field_of(v, field)),
                levels,
                columns,
                at,
            )?;
        }
        return Ok(());
    }
    let element = &of.get_fields()[0].get_fields()[0];
    let items = value
        .and_then(Json::as_array)
        .map_or(&[][..], Vec::as_slice);
    let first = *at;
    if items.is_empty() {
        return shred(element, None, levels, columns, at);
    }
    levels.lists += 1;
    levels.definition += 1;
    for (n, item) in items.iter().enumerate() {
        *at = first;
        if n > 0 {
            levels.repetition = levels.lists;
        }
        shred(element, Some(item), levels, columns, at)?;
    }
    Ok(())
}

fn is_list(of: &Type) -> bool {
    matches!(of.get_fields(), [list] if list.name() == "list")
}

fn leaf(
    of: &Type,
    value: Option<&Json>,
    levels: Levels,
    columns: &mut Vec<Column>,
    at: &mut usize,
) -> io::Result<()> {
    if columns.len() == *at {
        columns.push(Column::of(of));
    }
    let column = &mut columns[*at];
    *at += 1;
    column.definition.push(levels.definition);
    column.repetition.push(levels.repetition);
    let Some(value) = value else {
        return Ok(());
    };
    let wrong = || io::Error::other(format!("`{}` cannot hold {value}", of.name()));
    match &mut column.values {
        Values::Text(all) => all.push(value.as_str().ok_or_else(wrong)?.into()),
        Values::Int(all) => all.push(match value.as_str() {
            Some(day) => days_since_1970(day.parse().map_err(io::Error::other)?),
            None => value
                .as_i64()
                .and_then(|n| n.try_into().ok())
                .ok_or_else(wrong)?,
        }),
        Values::Long(all) => all.push(value.as_i64().ok_or_else(wrong)?),
        // records hold single precision; serde_json carries it as the double of the same value
        Values::Float(all) => all.push(value.as_f64().ok_or_else(wrong)? as f32),
        Values::Bool(all) => all.push(value.as_bool().ok_or_else(wrong)?),
    }
    Ok(())
}

impl Column {
    fn of(leaf: &Type) -> Self {
        let values = match leaf.get_physical_type() {
            Physical::INT32 => Values::Int(Vec::new()),
            Physical::INT64 => Values::Long(Vec::new()),
            Physical::FLOAT => Values::Float(Vec::new()),
            Physical::BOOLEAN => Values::Bool(Vec::new()),
            _ => Values::Text(Vec::new()),
        };
        Column {
            values,
            definition: Vec::new(),
            repetition: Vec::new(),
        }
    }

    fn write(&self, writer: &mut ColumnWriter) -> ::parquet::errors::Result<()> {
        let (definition, repetition) = (Some(&self.definition[..]), Some(&self.repetition[..]));
        match (&self.values, writer) {
            (Values::Text(all), ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(all, definition, repetition)?
            }
            (Values::Int(all), ColumnWriter::Int32ColumnWriter(to)) => {
                to.write_batch(all, definition, repetition)?
            }
            (Values::Long(all), ColumnWriter::Int64ColumnWriter(to)) => {
                to.write_batch(all, definition, repetition)?
            }
            (Values::Float(all), ColumnWriter::FloatColumnWriter(to)) => {
                to.write_batch(all, definition, repetition)?
            }
            (Values::Bool(all), ColumnWriter::BoolColumnWriter(to)) => {
                to.write_batch(all, definition, repetition)?
            }
            _ => 0,
        };
        Ok(())
    }
}

fn days_since_1970(day: Date) -> i32 {
    let start = Date::constant(1970, 1, 1);
    start.until(day).map_or(0, |span| span.get_days())
}

fn rows(input: &mut dyn BufRead) -> io::Result<usize> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).map_err(io::Error::other)?;
    // every page is read, not only what the footer says of them
    let mut count = 0;
    for row in file.get_row_iter(None).map_err(io::Error::other)? {
        row.map_err(io::Error::other)?;
        count += 1;
    }
    Ok(count)
}
