import BantamDiagnostics
import BantamStore
import BantamSystem

extension ContactGenerator {
  /// A new file of the contacts as JSON lines, what is missing left out. Rows are rounded up to whole blocks.
  public func writeJSON(path: String, rows: Int) throws(SystemError) {
    var bytes: [UInt8] = []
    for block in 0..<Self.blocks(rows: rows) {
      contacts(ofBlock: block) { (cells, _) throws(Never) in bytes += Array(Self.jsonLine(cells).utf8) }
    }
    try writeFile(path: path, bytes: bytes)
  }

  /// The first contacts as JSON objects.
  public func jsonObjects(_ count: Int) -> ArraySlice<String> {
    var objects: [String] = []
    for block in 0..<Self.blocks(rows: count) {
      contacts(ofBlock: block) { (cells, _) throws(Never) in objects.append(Self.jsonLine(cells)) }
    }
    return objects.prefix(count)
  }

  private static func jsonLine(_ cells: [SQLValue]) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      for (column, cell) in zip(contactColumns, cells) {
        switch cell {
        case .null: break
        case .integer(let number): writer.member(column.name, number)
        case .real(let number):
          writer.key(column.name)
          writer.double(number)
        case .text(let text): writer.member(column.name, text)
        }
      }
    }
    writer.endLine()
    return writer.text
  }
}
