import BantamDiagnostics
import BantamLeads
import BantamRecords
import BantamStore
import BantamSystem

/// A file of events: CSV with a header, or a JSON object a line.
struct EventFile {
  struct Line {
    /// From 1.
    var number: Int
    var request: EventRequest
  }

  /// What a line may say.
  static let columns = ["contact", "event", "project", "campaign", "at", "amount", "reference", "note"]

  private(set) var lines: [Line] = []
  /// Lines that say nothing of an event.
  private(set) var problems: [(line: Int, reason: String)] = []

  /// Reads all of it; gzip is unpacked.
  init(path: String) throws {
    let reader = try ByteReader(path: path)
    var bytes = try Self.allBytes(of: reader, path)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let isJSON =
      [".jsonl", ".json", ".ndjson"].contains { path.hasSuffix($0) || path.hasSuffix($0 + ".gz") }
      || bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    try isJSON ? readJSON(bytes) : readCSV(bytes, path)
  }

  /// Unpacked.
  private static let mostBytes = 256 << 20

  private static func allBytes(of reader: ByteReader, _ path: String) throws -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: ByteReader.chunkBytes)
    while true {
      var count = 0
      var failure: SystemError?
      chunk.withUnsafeMutableBytes { buffer in
        do throws(SystemError) { count = try reader.read(into: buffer) } catch { failure = error }
      }
      if let failure { throw failure }
      if count == 0 { return all }
      if all.count + count > mostBytes {
        throw ProcessError.badEventFile(path, line: 0, reason: "it has more than \(mostBytes >> 20) MiB: divide it")
      }
      all += chunk[..<count]
    }
  }

  // MARK: CSV

  private mutating func readCSV(_ bytes: [UInt8], _ path: String) throws {
    let reader: CSVReader
    do {
      reader = try CSVReader(reader: ByteReader(bytes: bytes, path: path))
    } catch CSVError.system(let error) {
      throw error
    } catch {
      problems.append((1, "\(error)"))
      return
    }
    let names = reader.header.map { $0.lowercased() }
    for name in names where !Self.columns.contains(name) { problems.append((1, Self.unknown("column", name))) }
    for name in ["contact", "event"] where !names.contains(name) {
      problems.append((1, "the header names no column `\(name)`"))
    }
    guard problems.isEmpty else { return }
    while let found = try reader.next() {
      switch found {
      case .reject(let reason): problems.append((reader.line, "it " + reason))
      case .record:
        var cells: [String: String] = [:]
        for (place, name) in names.enumerated() where place < reader.fieldCount { cells[name] = reader.text(place) }
        take(cells, reader.line)
      }
    }
  }

  private static func unknown(_ what: String, _ name: String) -> String {
    let hint = nearestName(to: name, in: columns).map { "did you mean `\($0)`?" }
    return "there is no \(what) `\(name)` of events; " + (hint ?? "there are \(columns.joined(separator: ", "))")
  }

  // MARK: JSON

  private mutating func readJSON(_ bytes: [UInt8]) throws {
    let objects = try JSONObjectReader()
    for (place, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      guard let members = objects.list(String(decoding: line, as: UTF8.self)) else {
        problems.append((place + 1, "it is no JSON object"))
        continue
      }
      var cells: [String: String] = [:]
      var isKnown = true
      for (name, value) in members.sorted(by: { $0.name < $1.name }) {
        if cells[name.lowercased()] != nil {
          problems.append((place + 1, "the member `\(name)` stands in it twice"))
          isKnown = false
        } else if Self.columns.contains(name.lowercased()) {
          cells[name.lowercased()] = Self.text(value)
        } else {
          problems.append((place + 1, Self.unknown("member", name)))
          isKnown = false
        }
      }
      if isKnown { take(cells, place + 1) }
    }
  }

  /// A number with a fraction is one also where three digits follow the point.
  private static func text(_ value: SQLValue) -> String {
    if case .real(let number) = value, "\(number)".allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }),
      "\(number)".drop(while: { $0 != "." }).count == 4
    {
      return "\(number)0"
    }
    return value.text
  }

  // MARK: Lines

  private mutating func take(_ cells: [String: String], _ line: Int) {
    func text(_ name: String) -> String? {
      guard let cell = cells[name] else { return nil }
      let trimmed = cell.drop(while: \.isWhitespace)
      let end = trimmed.lastIndex { !$0.isWhitespace }.map { trimmed.index(after: $0) } ?? trimmed.endIndex
      return trimmed.isEmpty ? nil : String(trimmed[..<end])
    }
    guard let contact = text("contact"), let event = text("event") else {
      problems.append((line, text("contact") == nil ? "it names no contact" : "it names no event"))
      return
    }
    var request = EventRequest(contact: contact, event: event)
    request.project = text("project")
    request.campaign = text("campaign")
    request.at = text("at")
    request.amount = text("amount")
    request.reference = text("reference")
    request.note = text("note")
    lines.append(Line(number: line, request: request))
  }
}
