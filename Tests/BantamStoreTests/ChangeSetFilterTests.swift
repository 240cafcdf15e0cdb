import Testing

@testable import BantamStore

/// What is about one contact leaves a journal; the rest stays to the byte. Contact 7 goes.
@Suite struct ChangeSetFilterTests {
  static let places: [String: ChangeSetFilter.Place] = [
    "member": .init(contact: 1), "event": .init(contact: 1), "suppression": .init(contact: 2, address: 1),
  ]

  /// Members have campaign and contact as their key, events and suppressions a number of their own.
  let member = Group("member", keys: [1, 1, 0])
  let event = Group("event", keys: [1, 0, 0])
  let suppression = Group("suppression", keys: [1, 0, 0])

  func filtered(_ filter: inout ChangeSetFilter, _ bytes: [UInt8]) throws -> ChangeSetFilter.Filtered {
    let filtered = filter.filter(bytes)
    return try #require(filtered)
  }

  func filter() -> ChangeSetFilter {
    ChangeSetFilter(contact: .integer(7), addresses: ["Anna@x.example"], places: Self.places)
  }

  @Test func rowsOfTheContactGo() throws {
    let kept = member.insert([.integer(1), .integer(8), .text("Ben")])
    let gone = member.insert([.integer(1), .integer(7), .text("Anna")])
    let deleted = member.delete([.integer(2), .integer(7), .text("Anna")])
    let last = member.delete([.integer(2), .integer(9), .null])
    var filter = filter()
    let filtered = try filtered(&filter, member.header + gone + kept + deleted + last)
    #expect(filtered.bytes == member.header + kept + last)
    #expect(filtered.dropped == 2)
  }

  @Test func updatesOfTheContactGo() throws {
    let kept = member.update([.integer(1), .integer(8), .text("A")], [nil, nil, .text("B")])
    let gone = member.update([.integer(1), .integer(7), .text("A")], [nil, nil, .text("B")])
    var filter = filter()
    #expect(try filtered(&filter, member.header + gone + kept).bytes == member.header + kept)
  }

  @Test func aGroupWithNothingLeftGoes() throws {
    let gone = event.insert([.integer(1), .integer(7), .text("note")])
    let kept = member.insert([.integer(1), .integer(8), .null])
    var filter = filter()
    #expect(try filtered(&filter, event.header + gone + member.header + kept).bytes == member.header + kept)
    #expect(try filtered(&filter, event.header + gone).bytes == [])
  }

  /// Event 3 was Ben's, was deleted, and its number then went to an event of Anna's, which was changed twice.
  @Test func rowsAreFollowedFromNewToOld() throws {
    let annaChangedLast = event.update([.integer(3), nil, .text("b")], [nil, nil, .text("c")])
    let annaChanged = event.update([.integer(3), nil, .text("a")], [nil, nil, .text("b")])
    let annaInserted = event.insert([.integer(3), .integer(7), .text("a")])
    let benDeleted = event.delete([.integer(3), .integer(8), .text("z")])
    let benChanged = event.update([.integer(3), nil, .text("y")], [nil, nil, .text("z")])
    var filter = filter()
    filter.add(rowOf: "event", key: [.integer(3)])
    for change in [annaChangedLast, annaChanged, annaInserted] {
      #expect(try filtered(&filter, event.header + change).bytes == [])
    }
    for change in [benDeleted, benChanged] {
      #expect(try filtered(&filter, event.header + change).bytes == event.header + change)
    }
  }

  /// What is not there any more is known from the change that deleted it.
  @Test func deletedRowsAreFollowedToo() throws {
    let deleted = event.delete([.integer(3), .integer(7), .text("b")])
    let changed = event.update([.integer(3), nil, .text("a")], [nil, nil, .text("b")])
    var filter = filter()
    #expect(try filtered(&filter, event.header + deleted).dropped == 1)
    #expect(try filtered(&filter, event.header + changed).dropped == 1)
  }

  @Test func aRowThatChangedHandsGoes() throws {
    let to = event.update([.integer(3), .integer(8), nil], [nil, .integer(7), nil])
    let before = event.update([.integer(3), nil, .text("a")], [nil, nil, .text("b")])
    var filter = filter()
    filter.add(rowOf: "event", key: [.integer(3)])
    #expect(try filtered(&filter, event.header + to).dropped == 1)
    #expect(try filtered(&filter, event.header + before).dropped == 0)
  }

  @Test func addressesGoInAnyCase() throws {
    let byAddress = suppression.insert([.integer(1), .text("ANNA@x.example"), .null])
    let byContact = suppression.insert([.integer(2), .null, .integer(7)])
    let other = suppression.insert([.integer(3), .text("ben@x.example"), .null])
    var filter = filter()
    let filtered = try filtered(&filter, suppression.header + byAddress + byContact + other)
    #expect(filtered.bytes == suppression.header + other)
  }

  @Test func keysThatAreTexts() throws {
    var filter = ChangeSetFilter(contact: .text("c-7"), places: Self.places)
    let gone = member.insert([.integer(1), .text("c-7"), .real(2.5)])
    let long = String(repeating: "x", count: 300)
    let kept =
      member.insert([.integer(1), .text(long), .real(2.5)]) + member.insert([.integer(1), .integer(7), .null])
    #expect(try filtered(&filter, member.header + gone + kept).bytes == member.header + kept)
    var longFilter = ChangeSetFilter(contact: .text(long), places: Self.places)
    #expect(try filtered(&longFilter, member.header + kept).dropped == 1)
  }

  @Test func otherTablesStayWhole() throws {
    let other = Group("other", keys: [1, 0])
    let bytes = other.header + other.insert([.integer(7), .integer(7)])
    var filter = filter()
    #expect(try filtered(&filter, bytes) == .init(bytes: bytes, dropped: 0))
    #expect(try filtered(&filter, []) == .init(bytes: [], dropped: 0))
  }

  @Test func damagedBytesAreNoChangeSet() {
    let bytes = member.header + member.insert([.integer(1), .integer(8), .text("Ben")])
    for count in 1..<bytes.count where count != member.header.count {
      var filter = filter()
      let filtered = filter.filter(Array(bytes.prefix(count)))
      #expect(filtered == nil, "\(count) bytes")
    }
    for wrong in [[0x55], [0x54, 0x00, 0x61, 0x00], [0x54, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]] as [[UInt8]] {
      var filter = filter()
      let filtered = filter.filter(wrong)
      #expect(filtered == nil)
    }
  }
}

/// Writes the bytes of a change set as the comment of `sqlite3session.c` describes them.
struct Group {
  var header: [UInt8]

  init(_ table: String, keys: [UInt8]) {
    header = [0x54, UInt8(keys.count)] + keys + Array(table.utf8) + [0]
  }

  func insert(_ row: [SQLValue?]) -> [UInt8] { [18, 0] + bytes(row) }
  func delete(_ row: [SQLValue?]) -> [UInt8] { [9, 0] + bytes(row) }
  func update(_ before: [SQLValue?], _ after: [SQLValue?]) -> [UInt8] { [23, 0] + bytes(before) + bytes(after) }

  private func bytes(_ row: [SQLValue?]) -> [UInt8] { row.flatMap(bytes) }

  private func bytes(_ value: SQLValue?) -> [UInt8] {
    switch value {
    case nil: [0]
    case .null: [5]
    case .integer(let number): [1] + withUnsafeBytes(of: number.bigEndian) { Array($0) }
    case .real(let number): [2] + withUnsafeBytes(of: number.bitPattern.bigEndian) { Array($0) }
    case .text(let text):
      [3] + (text.utf8.count < 128 ? [] : [UInt8(text.utf8.count >> 7) | 0x80]) + [UInt8(text.utf8.count & 0x7F)]
        + Array(text.utf8)
    }
  }
}
