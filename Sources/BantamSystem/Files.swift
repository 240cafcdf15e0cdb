#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The whole content of a file; a gzip'd one (by its magic bytes, whatever its name) comes out unpacked.
///
/// Both the file and what it unpacks to may hold at most `maximumBytes`.
public func readFile(path: String, maximumBytes: Int) throws(SystemError) -> [UInt8] {
  let reader = try ByteReader(path: path)
  if let total = reader.totalBytes, total > maximumBytes { throw tooLarge(path, maximumBytes) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(reader.totalBytes ?? 0)
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: min(ByteReader.chunkBytes, 1 << 16), alignment: 16)
  defer { chunk.deallocate() }
  while true {
    let count = try reader.read(into: chunk)
    if count == 0 { return bytes }
    if bytes.count + count > maximumBytes { throw tooLarge(path, maximumBytes) }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<count]))
  }
}

/// Whether two paths lead to one file, also by different names; no where one of them is not there.
public func isSameFile(_ first: String, _ second: String) -> Bool {
  var one = stat()
  var two = stat()
  guard stat(first, &one) == 0, stat(second, &two) == 0 else { return false }
  return one.st_dev == two.st_dev && one.st_ino == two.st_ino
}

/// The path from the root on, with the links in it as they are.
public func absolutePath(_ path: String) -> String {
  if path.hasPrefix("/") { return path }
  guard let buffer = getcwd(nil, 0) else { return path }
  defer { free(buffer) }
  let folder = String(cString: buffer)
  var rest = path[...]
  while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
  if rest.isEmpty || rest == "." { return folder }
  return folder.hasSuffix("/") ? folder + rest : "\(folder)/\(rest)"
}

private func tooLarge(_ path: String, _ maximumBytes: Int) -> SystemError {
  SystemError(.read, path: path, reason: "larger than \(sizeInWords(maximumBytes))")
}

/// Writes a file whole or not at all: into a new file beside it, flushed to the disk, then renamed over the old one. One
/// that is there keeps its permissions; what is no file, such as a pipe or a device, is written to as it is.
public func writeFile(path: String, bytes: some Collection<UInt8>) throws(SystemError) {
  var status = stat()
  guard stat(path, &status) == 0 else { return try write(Array(bytes), over: path, named: path, like: nil) }
  switch status.st_mode & S_IFMT {
  case S_IFREG: try rewriteFile(path: path, bytes: bytes)
  case S_IFDIR: throw SystemError(.write, path: path, errorNumber: EISDIR)
  default: try writeThrough(path: path, bytes: Array(bytes))
  }
}

private func writeThrough(path: String, bytes: [UInt8]) throws(SystemError) {
  let descriptor = open(path, O_WRONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw SystemError(.write, path: path, errorNumber: errno) }
  var failure = writeAll(descriptor, bytes)
  if close(descriptor) != 0, failure == 0 { failure = errno }
  if failure != 0 { throw SystemError(.write, path: path, errorNumber: failure) }
}

/// Writes a file that is there anew, whole or not at all. Its permissions stay, and of a symbolic link the file that it
/// leads to is written.
public func rewriteFile(path: String, bytes: some Collection<UInt8>) throws(SystemError) {
  guard let resolved = realpath(path, nil) else { throw SystemError(.write, path: path, errorNumber: errno) }
  defer { free(resolved) }
  let target = String(cString: resolved)
  var status = stat()
  // The folder would allow what the file itself does not.
  guard stat(target, &status) == 0, access(target, W_OK) == 0 else {
    throw SystemError(.write, path: path, errorNumber: errno)
  }
  try write(Array(bytes), over: target, named: path, like: status)
}

/// - Parameters:
///   - named: the path for messages.
///   - like: the file whose owner and permissions the new one gets.
private func write(
  _ bytes: [UInt8], over path: String, named: String, like old: stat?
) throws(SystemError) {
  let temporary = "\(path).new-\(getpid())"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, old == nil ? 0o666 : 0o600)
  guard descriptor >= 0 else { throw SystemError(.write, path: named, errorNumber: errno) }
  var failure = writeAll(descriptor, bytes)
  if let old {
    // Only an administrator may give files away; for all others the owner is right already.
    _ = fchown(descriptor, old.st_uid, old.st_gid)
    if failure == 0, fchmod(descriptor, old.st_mode & 0o7777) != 0 { failure = errno }
  }
  if failure == 0, fsync(descriptor) != 0 { failure = errno }
  if close(descriptor) != 0, failure == 0 { failure = errno }
  if failure == 0, rename(temporary, path) != 0 { failure = errno }
  if failure != 0 {
    unlink(temporary)
    throw SystemError(.write, path: named, errorNumber: failure)
  }
}

/// Appends to a file, or begins it, for a file that several programs write to in turn.
public func appendToFile(path: String, bytes: some Collection<UInt8>) throws(SystemError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw SystemError(.write, path: path, errorNumber: errno) }
  var failure = writeAll(descriptor, Array(bytes))
  if close(descriptor) != 0, failure == 0 { failure = errno }
  if failure != 0 { throw SystemError(.write, path: path, errorNumber: failure) }
}

/// Zero, or the error number.
private func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
  bytes.withUnsafeBytes { buffer in
    var written = 0
    while written < buffer.count {
      let count = write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      written += count
    }
    return 0
  }
}

/// Whether anything (file, folder or device) stands at the path.
public func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether a folder stands at the path, symbolic links followed.
public func isDirectory(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Makes a folder and those above it; one that is there already is fine.
public func makeDirectory(_ path: String) throws(SystemError) {
  if path.isEmpty || isDirectory(path) { return }
  if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
    try makeDirectory(String(path[..<slash]))
    if path.index(after: slash) == path.endIndex { return }
  }
  if mkdir(path, 0o777) != 0, !isDirectory(path) { throw SystemError(.create, path: path, errorNumber: errno) }
}

/// Makes a folder that only its owner may enter; throws where something of the name is there already.
public func makePrivateDirectory(_ path: String) throws(SystemError) {
  if mkdir(path, 0o700) != 0 { throw SystemError(.create, path: path, errorNumber: errno) }
}

/// Removes an empty folder; one that is not there is fine.
public func removeDirectory(_ path: String) throws(SystemError) {
  if rmdir(path) != 0, errno != ENOENT { throw SystemError(.write, path: path, errorNumber: errno) }
}

/// Removes a file; one that is not there is fine.
public func removeFile(_ path: String) throws(SystemError) {
  if unlink(path) != 0, errno != ENOENT { throw SystemError(.write, path: path, errorNumber: errno) }
}

/// A number made of a file's size and time of change; 0 where there is none.
public func fileStamp(_ path: String) -> Int64 {
  var status = stat()
  guard stat(path, &status) == 0 else { return 0 }
  #if canImport(Glibc)
    let time = status.st_mtim
  #else
    let time = status.st_mtimespec
  #endif
  return Int64(status.st_size) &* 31 &+ Int64(time.tv_sec) &* 1_000_000_007 &+ Int64(time.tv_nsec)
}

/// Who may read and write a file, as `chmod` says it; nobody else than its owner where there is none.
public func filePermissions(_ path: String) -> UInt32 {
  var status = stat()
  return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o666 : 0o600
}

/// Where symbolic links lead to; the path itself where there is no such file.
public func resolvedPath(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Takes from others what they may do with a file beyond these permissions; what cannot be changed stays.
public func narrowPermissions(_ path: String, to mode: UInt32) {
  var status = stat()
  guard stat(path, &status) == 0, UInt32(status.st_mode) & 0o666 & ~mode != 0 else { return }
  _ = chmod(path, status.st_mode & mode_t(mode))
}

/// The number of this process, for names of files that are its own.
public func processNumber() -> Int { Int(getpid()) }
