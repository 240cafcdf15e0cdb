import BantamDiagnostics
import BantamRecords
import BantamSystem

/// Why nothing was imported. The database is as it was.
public enum ImportError: Error, Sendable, Equatable {
  case file(SystemError)
  /// The file is empty, or its first record is no header.
  case header(CSVError)
  case store(StoreError)
  /// One column that is no field, though the text looks like several.
  case notSplit(path: String, header: String, delimiter: String)
  case noKnownColumn(path: String, kind: ImportKind, headers: [String])
  case noSuchHeader(String, nearest: String?)
  case noSuchField(String, kind: ImportKind, nearest: String?)
  /// A field of the key is filled by no column.
  case keyNotFilled(path: String, field: String)
  case keyNotComparable(field: String)
  /// The rows cannot be understood without this field.
  case needed(path: String, field: String, kind: ImportKind)
  /// The rules read another program's table in place.
  case foreignTable(String)
  /// Standard input holds companies and persons.
  case readTwice
  /// The same file stands there twice.
  case twice(path: String)
  /// Rejected rows would be written over a file that is imported, or over the database.
  case rejectsInWay(path: String)

  public var code: String {
    switch self {
    case .file: "BT0820"
    case .header: "BT0821"
    case .store(let error): error.code
    case .notSplit: "BT0822"
    case .noKnownColumn: "BT0823"
    case .noSuchHeader: "BT0824"
    case .noSuchField: "BT0825"
    case .keyNotFilled: "BT0826"
    case .keyNotComparable: "BT0827"
    case .needed: "BT0828"
    case .foreignTable: "BT0829"
    case .readTwice: "BT0830"
    case .twice: "BT0831"
    case .rejectsInWay: "BT0832"
    }
  }

  public var diagnostic: Diagnostic {
    if case .store(let error) = self { return error.diagnostic }
    return Diagnostic(code, message, at: nil, help: help)
  }

  private var message: String {
    switch self {
    case .file(let error): error.description
    case .header(let error): error.description
    case .store(let error): error.diagnostic.message
    case .notSplit(let path, let header, let delimiter):
      "`\(path)` has one column only, `\(header.prefix(60))`, when split at \(delimiter)"
    case .noKnownColumn(let path, let kind, _): "no column of `\(path)` is a field of \(kind.rawValue)"
    case .noSuchHeader(let name, _): "no file has a column `\(name)`"
    case .noSuchField(let name, let kind, _): "\(kind.rawValue) have no field `\(name)`"
    case .keyNotFilled(let path, let field): "no column of `\(path)` fills `\(field)`, which is to be the key"
    case .keyNotComparable(let field): "`\(field)` cannot be a key: a key is a text, a choice or a whole number"
    case .needed(let path, let field, let kind): "no column of `\(path)` is the `\(field)` that \(kind.rawValue) need"
    case .foreignTable(let table): "the rules read the contacts from the table `\(table)`, which is never changed"
    case .readTwice: "standard input holds companies and persons, and cannot be read twice"
    case .twice(let path): "`\(path)` is to be imported twice"
    case .rejectsInWay(let path): "the rejected rows would be written over `\(path)`, which the import uses"
    }
  }

  private var help: String? {
    switch self {
    case .file(let error): error.help
    case .store: nil
    case .header: "the first line has to name the columns"
    case .notSplit:
      "say what stands between two values: `--delimiter semicolon`, or what the column is: `--map HEADER=field`"
    case .noKnownColumn(_, _, let headers):
      "its columns are \(headers.prefix(8).map { "`\($0)`" }.joined(separator: ", ")); "
        + "say what they are: `--map \"\(headers.first ?? "HEADER")=field\"`"
    case .noSuchHeader(_, let nearest): nearest.map { "did you mean `\($0)`?" } ?? "`--dry-run` shows all columns"
    case .noSuchField(_, _, let nearest):
      nearest.map { "did you mean `\($0)`?" } ?? "declare it in the rules, and name them with `--rules PATH`"
    case .keyNotFilled(_, let field): "say which column it is: `--map \"HEADER=\(field)\"`"
    case .keyNotComparable: "choose another field"
    case .needed(_, let field, _): "say which column it is: `--map \"HEADER=\(field)\"`"
    case .foreignTable: "import into that table with its own program"
    case .readTwice: "write it to a file first"
    case .twice: "name it once"
    case .rejectsInWay: "leave it out, import it by itself, or name another file with `--rejects FILE`"
    }
  }
}
