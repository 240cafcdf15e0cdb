import BantamDiagnostics

/// The codes of the contact database and of imports, explained.
public let storeExplanations: [Explanation] = [
  Explanation(
    "BT0801", "no such database", text: "There is no file at the path. `bantam import FILE --db PATH` makes one.",
    wrong: "bantam run rules --db contcts.db", right: "bantam run rules --db contacts.db"),
  Explanation(
    "BT0802", "a database that cannot be opened",
    text: "The path is a folder, a folder above it is missing, or the permissions do not allow it."),
  Explanation(
    "BT0803", "a file that is no database",
    text: "The file is there, but it is not an SQLite database, or it is encrypted. A CSV file is first imported.",
    wrong: "bantam run rules --db contacts.csv", right: "bantam import contacts.csv --db contacts.db"),
  Explanation(
    "BT0804", "a damaged database",
    text: "A page of the file holds what SQLite never writes: a broken disk, or a copy made while it was written to. "
      + "Restore a backup, or rescue what is readable with `sqlite3 FILE .recover`."),
  Explanation(
    "BT0805", "a database in use",
    text: "Another program holds the lock for longer than five seconds. It may be a second `bantam`, or a program that "
      + "has the file open with changes that are not saved."),
  Explanation(
    "BT0806", "the disk is full", text: "Nothing was written: the database is as it was. Free some space and try again."
  ),
  Explanation(
    "BT0807", "a database that cannot be written to",
    text: "The file or its folder is read-only. SQLite needs to write to the folder too, for its journal."),
  Explanation(
    "BT0808", "a database of a newer version",
    text: "A newer version of Bantam has changed the tables. Older ones do not touch them."),
  Explanation(
    "BT0809", "a table in the way",
    text: "The database has a table of this name that Bantam did not make. Contacts of another program are read in "
      + "place when the rules say so.",
    wrong: "settings { currency EUR }", right: "settings { contacts from table \"contact\" key \"id\" }"),
  Explanation(
    "BT0810", "a database without contacts",
    text: "Neither has anything been imported nor do the rules name a table of contacts."),
  Explanation(
    "BT0811", "a table that is not there", text: "`settings` names a table that the database does not have."),
  Explanation(
    "BT0812", "a column that is not there",
    text: "A field is read from the column of its name, or from the one that `from` names; the table has neither."),
  Explanation(
    "BT0813", "companies or persons",
    text: "A table without a column `kind` holds one kind of contacts only, and `settings` has to say which.",
    wrong: "settings { contacts from table \"crm\" key \"id\" }",
    right: "settings { contacts from table \"crm\" key \"id\" of person }"),
  Explanation("BT0814", "too many rows", text: "One table may have 2,147,483,647 rows."),
  Explanation(
    "BT0815", "interrupted",
    text: "Ctrl-C or a request to end came in the middle of the work. The database is as it was."),
  Explanation(
    "BT0816", "another error of SQLite",
    text: "SQLite's own number and words stand in the message; https://sqlite.org/rescode.html explains them."),
  Explanation(
    "BT0820", "a file that cannot be read or written",
    text: "A file to be imported is missing, is a folder, is damaged or not allowed to be read; or the rejected rows "
      + "cannot be written. Nothing was imported, not from the other files either.",
    wrong: "bantam import custmers.csv", right: "bantam import customers.csv"),
  Explanation(
    "BT0821", "a file without a header",
    text: "The first line of a CSV file has to name the columns. It is missing, or damaged."),
  Explanation(
    "BT0822", "a file that was not split into columns",
    text: "The file has one column, whose name looks like several. Say what stands between two values.",
    wrong: "bantam import crm.csv --delimiter comma", right: "bantam import crm.csv --delimiter semicolon"),
  Explanation(
    "BT0823", "no column is known",
    text: "No header is the name, a label or a usual word for a field. Declare the fields in the rules, or say which "
      + "column is which.",
    wrong: "bantam import crm.csv", right: "bantam import crm.csv --map \"Wer=name\""),
  Explanation(
    "BT0824", "`--map` names a column that is not there",
    text: "The word before the `=` is the header of a column as the file has it; case and blanks do not matter.",
    wrong: "bantam import crm.csv --map \"Frima=name\"", right: "bantam import crm.csv --map \"Firma=name\""),
  Explanation(
    "BT0825", "an unknown field",
    text: "`--map` and `--key` name built-in fields or fields that the rules declare. Companies do not have the fields "
      + "of persons, and the other way round.",
    wrong: "bantam import crm.csv --key mail", right: "bantam import crm.csv --key email"),
  Explanation(
    "BT0826", "a key that no column fills",
    text: "Known contacts are to be recognised by a field that the file does not have.",
    wrong: "bantam import crm.csv --key email", right: "bantam import crm.csv --key email --map \"Adresse 2=email\""),
  Explanation(
    "BT0827", "a field that cannot be a key",
    text: "A key is a text, a choice or a whole number: what is compared exactly.",
    wrong: "bantam import crm.csv --key revenue", right: "bantam import crm.csv --key customer_number"),
  Explanation(
    "BT0828", "a needed column is missing",
    text: "An activity needs a contact and a time, a consent a contact and a purpose, a suppression an address.",
    wrong: "bantam import log.csv --activities", right: "bantam import log.csv --activities --map \"Wann=at\""),
  Explanation(
    "BT0829", "contacts of another program",
    text: "The rules read contacts from a table of another program. Bantam never changes such a table."),
  Explanation(
    "BT0830", "standard input cannot be read twice",
    text: "A file with companies and persons is read once for each kind, so that all companies are there before the "
      + "persons look for theirs."),
  Explanation(
    "BT0831", "a file named twice", text: "Each file is imported once.", wrong: "bantam import a.csv a.csv",
    right: "bantam import a.csv"),
  Explanation(
    "BT0832", "rejected rows over a file of the import",
    text: "The rows of `a.csv` that do not fit go to `a.csv.rejects.csv`. When both are imported together, the second "
      + "one would be lost: repair it and import it by itself, or remove it.",
    wrong: "bantam import a.csv a.csv.rejects.csv", right: "bantam import a.csv.rejects.csv"),
  Explanation(
    "BT0840", "the database changed in the meantime",
    text:
      "Between looking at the contacts and writing the result another program changed the database. What was worked "
      + "out may be wrong by now, so nothing was written. Run the command again."),
  Explanation(
    "BT0841", "unknown run", text: "Every command that changes something is a run with a number of its own.",
    wrong: "bantam undo 999 demo", right: "bantam log demo"),
  Explanation(
    "BT0842", "taken back already",
    text: "A run is taken back once. The taking back is a run itself: taking that one back restores the first."),
  Explanation(
    "BT0843", "a run that cannot be taken back",
    text:
      "An erasure is final, and an import of many contacts is not noted row by row. Keep a copy of the database file "
      + "before a large import."),
  Explanation(
    "BT0844", "later changes build on it",
    text: "Rows that the run wrote were changed later. Take the later runs back first, the last one first; the message "
      + "names them."),
]
