internal import Glibc

/// A library of the system that is loaded when it is first needed.
package struct DynamicLibrary: @unchecked Sendable {
  // The handle never changes, and the library stays loaded.
  private let handle: UnsafeMutableRawPointer

  /// Loads the first library that is there.
  ///
  /// - Parameter names: as `dlopen(3)` takes them.
  package init?(firstOf names: [String]) {
    guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      return nil
    }
    self.handle = handle
  }

  /// A function of the library, as a type that the caller knows it to have; nil where it has none of that
  /// name.
  package func function<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(handle, name).map { unsafeBitCast($0, to: type) }
  }
}
