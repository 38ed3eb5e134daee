import Foundation

/// The contracts of gRPC itself that every process serves, as reflection hands them out.
///
/// The descriptors are what protoc makes of the `.proto` files, which a test makes sure of. After a change to one of them:
///
/// ```sh
/// make interop
/// .build/grpc-python/bin/python Tests/Contracts/Interop/Python/descriptors.py Shared/RPC/Descriptors --write
/// ```
package enum StandardDescriptors {
    /// The bytes of the `google.protobuf.FileDescriptorProto` of every `.proto` file.
    package static var files: [[UInt8]] {
        [health, reflection, reflectionAlpha].compactMap { text in Data(base64Encoded: text).map { Array($0) } }
    }
}
