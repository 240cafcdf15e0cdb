#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The most rule files one rule set may have.
public let maximumRuleFiles = 100_000

/// The paths of all `.bant` files below a folder, sorted by code point; of a path to a file, that path alone.
public func ruleFiles(under path: String) throws(SystemError) -> [String] { try files(under: path, suffix: ".bant") }

/// The paths of all files below a folder whose names end so, sorted by code point; of a path to a file, that path alone.
///
/// Names that begin with a dot are passed over. A folder reached twice through symbolic links is read once.
public func files(under path: String, suffix: String) throws(SystemError) -> [String] {
  var status = stat()
  guard stat(path, &status) == 0 else { throw SystemError(.read, path: path, errorNumber: errno) }
  guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
  var files: [String] = []
  var seen: Set<FolderIdentity> = [FolderIdentity(status)]
  var folders = [path]
  while let folder = folders.popLast() {
    for name in try names(in: folder) {
      let entry = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      guard stat(entry, &status) == 0 else {
        if name.hasSuffix(suffix) { throw SystemError(.read, path: entry, errorNumber: errno) }
        continue
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        if seen.insert(FolderIdentity(status)).inserted { folders.append(entry) }
      } else if name.hasSuffix(suffix) {
        files.append(entry)
      }
    }
    if files.count > maximumRuleFiles || seen.count > maximumRuleFiles {
      throw SystemError(.list, path: path, reason: "more than 100,000 files or folders below it")
    }
  }
  return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

private struct FolderIdentity: Hashable {
  var device: UInt64
  var inode: UInt64
  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// The names in a folder that do not begin with a dot.
private func names(in folder: String) throws(SystemError) -> [String] {
  guard let stream = opendir(folder) else { throw SystemError(.list, path: folder, errorNumber: errno) }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
        String(cString: $0)
      }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names
}
