/// Lines and columns of many places: what `SourceFile.position` says, without counting a long line anew for each.
final class PositionTable {
  private static let blockBytes = 4096

  private let files: [SourceFile]
  /// For a file that was asked about: how many Unicode scalars begin before each block of bytes.
  private var scalarsBefore: [Int: [Int]] = [:]

  init(_ files: [SourceFile]) { self.files = files }

  /// The one-based line and column (in Unicode scalars) of a byte offset; nil where there is no such file.
  func position(_ offset: Int, in file: Int) -> (line: Int, column: Int)? {
    guard files.indices.contains(file) else { return nil }
    let source = files[file]
    let offset = min(max(0, offset), source.bytes.count)
    let line = source.lineIndex(of: offset)
    return (line + 1, 1 + scalars(before: offset, in: file) - scalars(before: source.lineStarts[line], in: file))
  }

  private func scalars(before offset: Int, in file: Int) -> Int {
    let blocks = scalarsBefore[file] ?? makeBlocks(file)
    let block = offset / Self.blockBytes
    return blocks[block] + count(block * Self.blockBytes..<offset, in: file)
  }

  private func makeBlocks(_ file: Int) -> [Int] {
    var blocks = [0]
    var start = 0
    while start + Self.blockBytes <= files[file].bytes.count {
      blocks.append((blocks.last ?? 0) + count(start..<start + Self.blockBytes, in: file))
      start += Self.blockBytes
    }
    scalarsBefore[file] = blocks
    return blocks
  }

  /// How many bytes of a range are no continuation of a scalar.
  private func count(_ range: Range<Int>, in file: Int) -> Int {
    files[file].bytes[range].reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
  }
}
