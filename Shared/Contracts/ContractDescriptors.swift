import Foundation

/// The contracts as gRPC reflection hands them out.
///
/// The descriptors are what protoc makes of the `.proto` files; the tests compare them, and write them anew when asked to.
package enum ContractDescriptors {
    /// The bytes of the `google.protobuf.FileDescriptorProto` of every `.proto` file.
    package static var files: [[UInt8]] {
        [common, events, auth, group, message, gateway, push, callToken].compactMap { text in
            Data(base64Encoded: text).map { Array($0) }
        }
    }
}
