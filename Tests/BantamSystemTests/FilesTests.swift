import Foundation
import Testing

@testable import BantamSystem

@Suite final class FilesTests {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "bantam-files-\(UUID().uuidString)"
    try makeDirectory(folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func writesWholeFilesAndReadsThemBack() throws {
    try writeFile(path: folder + "/a", bytes: Array("one".utf8))
    try writeFile(path: folder + "/a", bytes: Array("two".utf8))
    #expect(try readFile(path: folder + "/a", maximumBytes: 3) == Array("two".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  @Test func makesFoldersOnTheWay() throws {
    try makeDirectory(folder + "/x/y/z/")
    try makeDirectory(folder + "/x/y/z")
    #expect(isDirectory(folder + "/x/y/z"))
    #expect(fileExists(folder + "/x") && !fileExists(folder + "/w"))
  }

  @Test func saysWhatIsWrong() throws {
    try writeFile(path: folder + "/big", bytes: [UInt8](repeating: 65, count: 2049))
    #expect(
      reason { () throws(SystemError) in _ = try readFile(path: folder + "/none", maximumBytes: 1) }
        == "no such file or folder")
    #expect(reason { () throws(SystemError) in _ = try readFile(path: folder, maximumBytes: 1) } == "is a folder")
    #expect(
      reason { () throws(SystemError) in _ = try readFile(path: folder + "/big", maximumBytes: 2048) }
        == "larger than 2 KiB")
    #expect(
      reason { () throws(SystemError) in try writeFile(path: folder + "/no/file", bytes: []) }
        == "no such file or folder")
    #expect(
      reason { () throws(SystemError) in try makeDirectory(folder + "/big/x") } == "a file of this name is in the way")
    #expect(
      SystemError(.read, path: "a.bant", errorNumber: EACCES).description == "cannot read `a.bant`: permission denied")
  }

  /// `hello, gzip` and `second member`, each packed by gzip 1.12.
  static let first = hex("1f8b0800000000000203cb48cdc9c9d75148afca2ce00200861f82a40c000000")
  static let second = hex("1f8b08000000000002032b4e4dcecf4b51c84dcd4d4a2de2020036184b0e0e000000")

  @Test func unpacksGzipWhateverTheName() throws {
    try writeFile(path: folder + "/packed", bytes: Self.first)
    #expect(try readFile(path: folder + "/packed", maximumBytes: 100) == Array("hello, gzip\n".utf8))
    try writeFile(path: folder + "/packed", bytes: Self.first + Self.second)
    #expect(try readFile(path: folder + "/packed", maximumBytes: 100) == Array("hello, gzip\nsecond member\n".utf8))
    #expect(
      reason { () throws(SystemError) in _ = try readFile(path: folder + "/packed", maximumBytes: 20) }
        == "larger than 20 bytes")
  }

  @Test func noticesDamagedGzip() throws {
    try writeFile(path: folder + "/cut", bytes: Self.first.dropLast(9))
    #expect(
      reason { () throws(SystemError) in _ = try readFile(path: folder + "/cut", maximumBytes: 100) }
        == "the compressed data ends too early")
    var damaged = Self.first
    damaged[damaged.count - 6] ^= 1
    try writeFile(path: folder + "/damaged", bytes: damaged)
    #expect(
      reason { () throws(SystemError) in _ = try readFile(path: folder + "/damaged", maximumBytes: 100) }
        == "the compressed data is damaged")
  }

  @Test func readsInPiecesAndCountsWhatItUsed() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try writeFile(path: folder + "/long", bytes: bytes)
    let reader = try ByteReader(path: folder + "/long")
    #expect(reader.totalBytes == bytes.count)
    var seen: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 70_001, alignment: 1)
    defer { chunk.deallocate() }
    while case let count = try reader.read(into: chunk), count > 0 {
      seen += chunk[..<count]
      #expect(reader.consumedBytes == seen.count)
    }
    #expect(seen == bytes)
  }

  @Test func findsRuleFilesBelowAFolder() throws {
    try makeDirectory(folder + "/rules/b/deep")
    for name in ["b.bant", "a.bant", "b/c.bant", "b/deep/d.bant", "b/readme.md", ".hidden.bant", "b.bant~"] {
      try writeFile(path: folder + "/rules/" + name, bytes: [])
    }
    try FileManager.default.createSymbolicLink(atPath: folder + "/rules/b/loop", withDestinationPath: folder + "/rules")
    let expected = ["a.bant", "b.bant", "b/c.bant", "b/deep/d.bant"].map { folder + "/rules/" + $0 }
    #expect(try ruleFiles(under: folder + "/rules") == expected)
    #expect(
      try ruleFiles(under: folder + "/rules/")
        == expected)
    #expect(try ruleFiles(under: folder + "/rules/b/readme.md") == [folder + "/rules/b/readme.md"])
    #expect(reason { () throws(SystemError) in _ = try ruleFiles(under: folder + "/none") } == "no such file or folder")
  }
}

func reason(_ body: () throws(SystemError) -> Void) -> String? {
  do throws(SystemError) {
    try body()
    return nil
  } catch {
    return error.reason
  }
}

func hex(_ text: String) -> [UInt8] {
  stride(from: 0, to: text.utf8.count, by: 2).map { start in
    UInt8(text.dropFirst(start).prefix(2), radix: 16) ?? 0
  }
}
