import Foundation
import SpecSupport
import Testing

@testable import BantamSystem

/// A file of sections is read as it was written, or refused.
@Suite final class SectionFileTests {
  private let path = NSTemporaryDirectory() + "bantam-sections-\(UUID().uuidString)"
  private let sections: [[UInt8]]

  init() throws {
    var random = SplitMix(seed: 3)
    sections = [0, 1, 4096, 5_000, 600_000].map { count in (0..<count).map { _ in UInt8(random.below(256)) } }
    try write()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private func write() throws {
    let writer = try SectionFile.Writer(path: path, mode: 0o600)
    for section in sections {
      try section.withUnsafeBytes { try writer.add($0) }
    }
    try writer.finish([1, 2, 3])
  }

  /// Whether the file is as it was written; false where it is refused.
  private func isRead() -> Bool {
    guard let file = try? SectionFile(path: path), file.areIntact(Array(file.sections.indices)) else { return false }
    #expect(file.description == [1, 2, 3])
    #expect(file.sections.map(\.byteCount) == sections.map(\.count))
    for (index, section) in sections.enumerated() {
      let bytes = UnsafeRawBufferPointer(start: file.start(of: index), count: section.count)
      #expect(bytes.elementsEqual(section))
      let behind = UnsafeRawBufferPointer(start: file.start(of: index) + section.count, count: 64)
      #expect(index + 1 == sections.count || behind.allSatisfy { $0 == 0 })
    }
    return true
  }

  @Test func readsWhatWasWritten() throws {
    #expect(isRead())
    try write()
    #expect(isRead())
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
  }

  /// Each byte of the header and of the directory in each of its bits, and a thousand others.
  @Test func flippedBytesAreFound() throws {
    let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    let directory = whole[24..<32].reversed().reduce(0) { $0 << 8 | Int($1) }
    let bare = try SectionFile(path: path)
    let used = bare.sections.map { $0.offset..<$0.offset + $0.byteCount }
    var random = SplitMix(seed: 9)
    let places = Array(0..<48) + Array(directory..<whole.count) + (0..<1_000).map { _ in random.below(whole.count) }
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    for place in places {
      try handle.seek(toOffset: UInt64(place))
      try handle.write(contentsOf: [whole[place] ^ UInt8(1 << random.below(8))])
      let isUsed = place < 48 || place >= directory || used.contains { $0.contains(place) }
      #expect(isRead() == !isUsed, "byte \(place)")
      try handle.seek(toOffset: UInt64(place))
      try handle.write(contentsOf: [whole[place]])
    }
  }

  /// A file that ends early, and one of which pages never reached the disk.
  @Test func lostPartsAreFound() throws {
    let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    var random = SplitMix(seed: 5)
    for count in [0, 1, 47, 63, 64, 4095, 4096, whole.count - 1] + (0..<40).map({ _ in random.below(whole.count) }) {
      try Data(whole[..<count]).write(to: URL(fileURLWithPath: path))
      #expect(!isRead(), "\(count) bytes")
    }
    for _ in 0..<40 {
      var torn = whole
      for page in 0..<whole.count / 4096 where random.chance(10) {
        for place in page * 4096..<(page + 1) * 4096 { torn[place] = 0 }
      }
      if torn == whole { continue }
      try Data(torn).write(to: URL(fileURLWithPath: path))
      _ = isRead()
    }
  }

  /// What a killed writer left goes with the next one; that of a writer that runs stays.
  @Test func leftoversOfTheDeadGo() throws {
    try Data([1]).write(to: URL(fileURLWithPath: path + ".new-99999999"))
    try Data([1]).write(to: URL(fileURLWithPath: path + ".new-1"))
    try Data([1]).write(to: URL(fileURLWithPath: path + ".new-x"))
    try write()
    #expect(!fileExists(path + ".new-99999999"))
    for name in ["1", "x"] {
      #expect(fileExists(path + ".new-" + name))
      try removeFile(path + ".new-" + name)
    }
    #expect(isRead())
  }

  /// A writer that stops at any point leaves the file that was there.
  @Test func unfinishedFilesDoNotStay() throws {
    for count in 0...sections.count {
      let writer = try SectionFile.Writer(path: path, mode: 0o600)
      for section in sections[..<count] {
        try section.withUnsafeBytes { try writer.add($0) }
      }
    }
    #expect(isRead())
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let name = URL(fileURLWithPath: path).lastPathComponent
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(name) } == [name])
  }
}
