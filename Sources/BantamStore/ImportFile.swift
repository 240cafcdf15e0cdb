import BantamDiagnostics
import BantamProgram
import BantamRecords
import BantamSystem

/// A file with what its rows are and what its columns fill.
final class ImportFile {
  /// A column of the file that fills a column of the table.
  struct Column {
    /// Index of the field in a record.
    var source: Int
    var header: String
    /// The column of the table.
    var name: String
    var form: CellForm
    /// How its values are written.
    var written: ColumnForm
  }

  let path: String
  let reader: CSVReader
  let options: CSVOptions
  let kind: ImportKind
  let kindReason: String
  private(set) var notes: [String] = []
  /// Values to be stored, in the order of the file.
  private(set) var columns: [Column] = []
  let parser: ValueParser
  private var mapping: HeaderMapping
  private let targets: [ImportTarget]

  init(path: String, _ request: ImportRequest, _ program: Program, parser: ValueParser) throws(ImportError) {
    self.path = path
    self.parser = parser
    options = CSVOptions(delimiter: request.delimiter, encoding: request.encoding)
    reader = try openRecords(path, options)
    let sample = reader.sample(maximumRecords: 1000)
    let guess = ImportGuess(headers: reader.header, sample: sample, choices: request.choices, program)
    if let kind = request.kind {
      self.kind = kind
      kindReason = "given"
    } else {
      (kind, kindReason) = guess.kind()
    }
    (targets, mapping) = guess.mapping(of: kind)
    if mapping.guesses.allSatisfy({ $0.target == nil }) {
      try refuseUnsplit()
      throw .noKnownColumn(path: path, kind: kind, headers: reader.header)
    }
    for (index, header) in mapping.guesses.enumerated() {
      guard let target = header.target, case .value(let form) = targets[target].role else { continue }
      var written = ColumnForm(sample: sample.lazy.map { $0[index] })
      if let order = request.dateOrder { written.dateOrder = order }
      columns.append(
        Column(source: index, header: header.header, name: targets[target].column, form: form, written: written))
    }
  }

  /// The place in a record of what fills a target.
  func source(of role: ImportTarget.Role) -> Int? {
    targets.firstIndex { $0.role.isSame(as: role) }.flatMap { mapping.header(for: $0) }
  }

  /// The index into `columns` of what fills a column of the table.
  func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

  /// The column of the table that a field's name stands for in a key; nil where no field has the name.
  func keyColumn(of name: String) -> (column: String, form: CellForm?)? {
    guard let target = targets.first(where: { normalised($0.name) == normalised(name) }) else { return nil }
    if case .value(let form) = target.role { return (target.column, form) }
    if case .id = target.role { return (target.column, nil) }
    return nil
  }

  var fieldNames: [String] { targets.map(\.name) }

  func hasHeader(_ name: String) -> Bool { mapping.headerIndex(of: name) != nil }

  func note(_ text: String) { notes.append(text) }

  func plan(key: String) -> ImportFilePlan {
    let columns = mapping.guesses.map { guess in
      ImportFilePlan.Column(
        header: guess.header, field: guess.target.map { targets[$0].name }, reason: guess.reason)
    }
    return ImportFilePlan(
      path: path, kind: kind, kindReason: kindReason, delimiter: reader.delimiter, encoding: reader.encoding,
      columns: columns, key: key, notes: notes)
  }

  /// One header that holds what usually stands between values.
  private func refuseUnsplit() throws(ImportError) {
    guard reader.header.count == 1, let header = reader.header.first,
      header.contains(where: { [",", ";", "\t", "|", ":"].contains($0) })
    else { return }
    let delimiter = reader.delimiter == 9 ? "tabs" : "`\(Character(UnicodeScalar(reader.delimiter)))`"
    throw .notSplit(path: path, header: header, delimiter: delimiter)
  }
}

/// The nearest of some names, however it is written.
func nearestField(_ name: String, _ known: [String]) -> String? {
  known.first { normalised($0) == normalised(name) } ?? nearestName(to: name, in: known)
}

/// Opens a file as records.
func openRecords(_ path: String, _ options: CSVOptions) throws(ImportError) -> CSVReader {
  let bytes: ByteReader
  do throws(SystemError) { bytes = try ByteReader(path: path) } catch { throw .file(error) }
  do throws(CSVError) {
    return try CSVReader(reader: bytes, options: options)
  } catch {
    if case .system(let error) = error { throw .file(error) }
    throw .header(error)
  }
}

extension ImportTarget.Role {
  func isSame(as other: ImportTarget.Role) -> Bool {
    switch (self, other) {
    case (.id, .id), (.kind, .kind), (.companyNumber, .companyNumber), (.companyName, .companyName),
      (.contact, .contact):
      true
    case (.value, _), (.id, _), (.kind, _), (.companyNumber, _), (.companyName, _), (.contact, _): false
    }
  }
}
