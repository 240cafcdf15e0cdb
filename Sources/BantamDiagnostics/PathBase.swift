/// The folder that paths are told relative to, such as that of the whole repository.
///
/// Paths are compared as they are written; nothing is looked up, so links stay what they are.
public struct PathBase: Sendable {
  /// The names from the root of the disk to the folder.
  private let folder: [Substring]
  /// The names from the root of the disk to the folder that relative paths start from.
  private let current: [Substring]

  /// - Parameters:
  ///   - folder: an absolute path.
  ///   - current: the absolute path of the folder that relative paths start from.
  public init(folder: String, current: String) {
    self.folder = names(folder[...], from: [])
    self.current = names(current[...], from: [])
  }

  /// A path below the folder as seen from there, with forward slashes; nil for one elsewhere.
  public func relative(_ path: String) -> String? {
    let all = absolute(path)
    guard all.count > folder.count, all.starts(with: folder) else { return nil }
    return all[folder.count...].joined(separator: "/")
  }

  /// The folder as a URI (RFC 8089) that ends with a slash.
  var folderURI: String { fileURI(folder) + (folder.isEmpty ? "" : "/") }

  /// A relative reference (RFC 3986) for a path below the folder, else an absolute URI of the file.
  func uri(_ path: String) -> (text: String, isRelative: Bool) {
    if let relative = relative(path) { return (percentEncoded(relative), true) }
    return (fileURI(absolute(path)), false)
  }

  private func absolute(_ path: String) -> [Substring] { names(path[...], from: path.hasPrefix("/") ? [] : current) }

  private func fileURI(_ names: [Substring]) -> String {
    "file:///" + names.map { percentEncoded(String($0)) }.joined(separator: "/")
  }
}

/// The names on a path, with `.` and `..` taken away.
private func names(_ path: Substring, from start: [Substring]) -> [Substring] {
  var names = start
  for name in path.split(separator: "/") where name != "." {
    if name == ".." { _ = names.popLast() } else { names.append(name) }
  }
  return names
}

/// All but the unreserved characters of RFC 3986 and the slash as `%` and two digits.
private func percentEncoded(_ path: String) -> String {
  var bytes: [UInt8] = []
  let digits = Array("0123456789ABCDEF".utf8)
  for byte in path.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: bytes.append(byte)
    default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
