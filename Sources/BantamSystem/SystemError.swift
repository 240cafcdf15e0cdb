#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file or folder that could not be used, in words for the user.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Action: String, Sendable {
    case read, write, create, list, start
  }
  public var action: Action
  /// The path as the user wrote it.
  public var path: String
  /// A few words without a stop: `no such file`, `permission denied`, `larger than 16 MiB`.
  public var reason: String

  public init(_ action: Action, path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  /// The words for a C error number.
  public init(_ action: Action, path: String, errorNumber: Int32) {
    self.init(action, path: path, reason: words(forErrorNumber: errorNumber))
  }

  /// What a person can do about it, where the reason does not say it.
  public var help: String? {
    switch reason {
    case words(forErrorNumber: ENOENT): "check the path"
    case words(forErrorNumber: EACCES): "check the permissions of the file and its folder"
    case words(forErrorNumber: ENOSPC): "free some space, or name a file on another disk"
    default: nil
    }
  }

  /// `cannot read `rules/a.bant`: no such file`
  public var description: String { "cannot \(action.rawValue) `\(path)`: \(reason)" }
}

private func words(forErrorNumber number: Int32) -> String {
  switch number {
  case ENOENT: "no such file or folder"
  case EACCES, EPERM: "permission denied"
  case EEXIST: "a file of this name is in the way"
  case EISDIR: "is a folder"
  case ENOTDIR: "a part of the path is not a folder"
  case ENOSPC, EDQUOT: "no space left on the disk"
  case EROFS: "the file system is read-only"
  case EMFILE, ENFILE: "too many open files"
  case ELOOP: "too many symbolic links"
  case ENAMETOOLONG: "the name is too long"
  case EIO: "the device reports an error"
  default: strerror(number).map { String(cString: $0).lowercased() } ?? "error \(number)"
  }
}

/// `16 MiB`, `1 GiB`, `300 bytes`: a bound as a person says it.
func sizeInWords(_ bytes: Int) -> String {
  if bytes >= 1 << 30, bytes % (1 << 30) == 0 { return "\(bytes >> 30) GiB" }
  if bytes >= 1 << 20, bytes % (1 << 20) == 0 { return "\(bytes >> 20) MiB" }
  if bytes >= 1 << 10, bytes % (1 << 10) == 0 { return "\(bytes >> 10) KiB" }
  return "\(bytes) bytes"
}
