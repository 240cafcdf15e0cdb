import BantamChecker
import BantamRecords
import BantamSystem

/// At most ten million entries in a list file.
private let maximumListEntries = 10_000_000

struct ListFileError: Error, CustomStringConvertible {
  var description: String
}

/// Reads a column of a CSV file; the path counts from the folder of the rule file that names it.
func readListFile(_ path: String, _ ruleFile: String, _ column: String?, _ parent: String?) throws -> ListFile {
  let folder = ruleFile.lastIndex(of: "/").map { String(ruleFile[...$0]) } ?? ""
  return try readList(column, parent) { () throws(SystemError) in
    try ByteReader(path: path.hasPrefix("/") ? path : folder + path)
  }
}

func readList(
  _ column: String?, _ parent: String?, _ open: () throws(SystemError) -> ByteReader
) throws -> ListFile {
  let reader: CSVReader
  do {
    reader = try CSVReader(reader: open())
  } catch let error as SystemError {
    throw ListFileError(description: error.reason)
  }
  let wanted = column.map { reader.header.firstIndex(of: $0) } ?? 0
  let above = parent.map { reader.header.firstIndex(of: $0) } ?? nil
  guard let wanted, parent == nil || above != nil else {
    return ListFile(columns: reader.header, values: wanted == nil ? nil : [], parents: nil)
  }
  var values: [String] = []
  var parents: [String] = []
  while let event = try reader.next() {
    guard case .record = event else { continue }
    let value = trimmed(reader.text(wanted))
    guard !value.isEmpty else { continue }
    guard values.count < maximumListEntries else {
      throw ListFileError(description: "it has more than \(maximumListEntries) entries")
    }
    values.append(value)
    if let above { parents.append(trimmed(reader.text(above))) }
  }
  return ListFile(columns: reader.header, values: values, parents: parents)
}

private func trimmed(_ text: String) -> String {
  let start = text.drop { $0.isWhitespace }
  guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
  return String(start[...last])
}
