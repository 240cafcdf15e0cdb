import BantamProgram
import BantamRecords

/// The records of a batch as values of the table's columns, made by the thread that reads them.
final class ConvertedBatch: RecordWork {
  private enum State {
    /// A reject, or a contact of the other kind.
    case passedOver
    case read
    case rejected(RowOutcome)
  }

  private struct Entry {
    var state: State
    /// As the file says.
    var kind: ContactKind?
    var first: Int
  }

  private let file: ImportFile
  private let columns: [ImportFile.Column]
  private let converter: CellConverter
  /// Where only contacts of one kind are read: which, and what says it.
  private let only: (kind: ContactKind, source: Int?)?
  private var values: UnsafeMutablePointer<ImportValue>
  private var capacity: Int
  private var count = 0
  private var entries: ContiguousArray<Entry> = []

  init(_ file: ImportFile, only kind: ContactKind?) {
    self.file = file
    columns = file.columns
    converter = CellConverter(parser: file.parser)
    only = kind.map { ($0, file.source(of: .kind)) }
    capacity = 1024 * max(1, columns.count)
    values = .allocate(capacity: capacity)
  }

  deinit { values.deallocate() }

  func clear() {
    converter.begin()
    count = 0
    entries.removeAll(keepingCapacity: true)
  }

  func add(_ record: RecordFields?) {
    var entry = Entry(state: .passedOver, kind: only?.kind, first: count)
    if let record {
      if let only, let source = only.source { entry.kind = kindOfCell(record[source]) }
      if entry.kind == only?.kind { entry.state = convert(record) }
    }
    entries.append(entry)
  }

  /// The kind that a record's cell names; the one that is read where the file does not say it.
  func kind(_ index: Int) -> ContactKind? { entries[index].kind }

  /// Why a record cannot be taken; nil: it can.
  func rejection(_ index: Int) -> RowOutcome? {
    if case .rejected(let outcome) = entries[index].state { outcome } else { nil }
  }

  /// Parallel to the file's columns, until the next record is asked for.
  func values(_ index: Int) -> UnsafeBufferPointer<ImportValue> {
    UnsafeBufferPointer(start: values + entries[index].first, count: columns.count)
  }

  private func convert(_ record: RecordFields) -> State {
    if count + columns.count > capacity { grow() }
    let room = values + count
    for index in columns.indices {
      do throws(Misfit) {
        (room + index).initialize(
          to: try converter.value(record[columns[index].source], columns[index].form, columns[index].written))
      } catch {
        return .rejected(.rejected(columns[index].header, error))
      }
    }
    count += columns.count
    return .read
  }

  private func grow() {
    let larger = UnsafeMutablePointer<ImportValue>.allocate(capacity: capacity * 2)
    larger.initialize(from: values, count: count)
    values.deallocate()
    values = larger
    capacity *= 2
  }

  private func kindOfCell(_ cell: UnsafeBufferPointer<UInt8>) -> ContactKind? {
    if cell.elementsEqual("person".utf8) { return .person }
    if cell.elementsEqual("company".utf8) { return .company }
    return contactKindOfWord(String(decoding: cell.prefix(40), as: UTF8.self))
  }
}

/// The records of a file that is imported.
typealias ImportedRecords = RecordsAhead<ConvertedBatch>

extension RecordsAhead<ConvertedBatch> {
  /// Of the last record, parallel to the file's columns.
  var values: UnsafeBufferPointer<ImportValue> { work.values(index) }
}
