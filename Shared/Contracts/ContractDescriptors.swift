import Foundation

/// The contracts as gRPC reflection hands them out.
///
/// The descriptors are what protoc makes of the `.proto` files, which a test makes sure of. After a change to one of them:
///
/// ```sh
/// make interop
/// .build/grpc-python/bin/python Tests/Contracts/Interop/Python/descriptors.py Shared/Contracts --write
/// ```
package enum ContractDescriptors {
    /// The bytes of the `google.protobuf.FileDescriptorProto` of every `.proto` file.
    package static var files: [[UInt8]] {
        [common, events, auth, group, message, gateway, push, callToken, pbx].compactMap { text in
            Data(base64Encoded: text).map { Array($0) }
        }
    }
}
