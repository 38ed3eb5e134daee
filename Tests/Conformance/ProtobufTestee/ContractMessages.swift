import Contracts
import Wire

/// The messages of Parley's own contracts, by their full names.
enum ContractMessages {
    /// Every message that a `.proto` file of the contracts declares.
    static let types: [String: any WireMessage.Type] = {
        // Names that Swift has for something else, or that two packages have for different things.
        var types: [String: any WireMessage.Type] = [
            "parley.v1.Empty": EmptyMessage.self,
            "parley.auth.v1.Changed": AccountChangedReply.self,
            "parley.auth.v1.SetTagsRequest": AccountTagsRequest.self,
            "parley.auth.v1.SetTagsReply": AccountTagsReply.self,
            "parley.group.v1.Changed": TopicChangedReply.self,
            "parley.group.v1.SetTagsRequest": TopicTagsRequest.self,
            "parley.group.v1.SetTagsReply": TopicTagsReply.self,
            "pbx.Session": Pbx.SessionContext.self,
        ]
        for (package, messages) in packages {
            for message in messages { types["\(package).\(message)"] = message }
        }
        return types
    }()

    private static let packages: [(name: String, messages: [any WireMessage.Type])] = [
        (
            "parley.auth.v1",
            [
                Credential.self, CreateAccountRequest.self, LoginRequest.self, Authentication.self,
                ChangeSecretRequest.self, SetAccountStateRequest.self, DeleteAccountRequest.self,
                GetAccountRequest.self, Account.self, UpdateAccountRequest.self, GetProfilesRequest.self,
                Profile.self, GetProfilesReply.self, SetCredentialRequest.self,
                DeleteCredentialRequest.self, SetDeviceRequest.self, FindAccountsRequest.self, FoundAccount.self,
                FindAccountsReply.self, ResetSecretRequest.self, ClaimAliasRequest.self, SettleAliasesRequest.self,
                SettleAliasesReply.self,
            ]
        ),
        (
            "parley.calltoken.v1",
            [
                ConfigurationRequest.self, CallConfiguration.self, IceServer.self, JoinRequest.self, JoinReply.self,
                BeginCallRequest.self, BeginCallReply.self, PlaceCallRequest.self, SignalCallRequest.self,
                SignalCallReply.self, LeaveCallsRequest.self,
            ]
        ),
        (
            "pbx",
            [
                Pbx.Unused.self, Pbx.DefaultAcsMode.self, Pbx.AccessMode.self, Pbx.SetSub.self, Pbx.ClientCred.self,
                Pbx.SetDesc.self, Pbx.GetOpts.self, Pbx.GetQuery.self, Pbx.SetQuery.self, Pbx.SeqRange.self,
                Pbx.ClientHi.self, Pbx.ClientAcc.self, Pbx.ClientLogin.self, Pbx.ClientSub.self, Pbx.ClientLeave.self,
                Pbx.ClientPub.self, Pbx.ClientGet.self, Pbx.ClientSet.self, Pbx.ClientDel.self, Pbx.ClientNote.self,
                Pbx.ClientExtra.self, Pbx.ClientMsg.self, Pbx.ServerCred.self, Pbx.TopicDesc.self, Pbx.TopicSub.self,
                Pbx.DelValues.self, Pbx.ServerCtrl.self, Pbx.ServerData.self, Pbx.ServerPres.self,
                Pbx.ServerMeta.self, Pbx.ServerInfo.self, Pbx.ServerMsg.self, Pbx.ServerResp.self, Pbx.ClientReq.self,
                Pbx.SearchQuery.self, Pbx.SearchFound.self, Pbx.TopicEvent.self, Pbx.AccountEvent.self,
                Pbx.SubscriptionEvent.self, Pbx.MessageEvent.self, Pbx.Auth.self, Pbx.FileMeta.self,
                Pbx.FileUpReq.self, Pbx.FileUpResp.self, Pbx.FileDownReq.self, Pbx.FileDownResp.self,
            ]
        ),
        (
            "parley.v1",
            [
                AccessPair.self, DefaultAccessPair.self, SequenceRange.self, Event.self, TopicCreated.self,
                AccessChanged.self, TopicChanged.self, TopicDeleted.self, MessagesDeleted.self, AccountChanged.self,
                AccountClosed.self, TagAlternatives.self, TagQuery.self,
            ]
        ),
        (
            "parley.gateway.v1",
            [
                DeliverRequest.self, Delivery.self, Recipient.self, AcknowledgeRequest.self, Acknowledgement.self,
                Ephemeral.self, Note.self, UserPresence.self, TopicPresence.self, AttachPresence.self,
            ]
        ),
        (
            "parley.group.v1",
            [
                TopicView.self, Subscription.self, CreateTopicRequest.self, SubscribeRequest.self, SubscribeReply.self,
                UnsubscribeRequest.self, GetTopicRequest.self, ListSubscriptionsRequest.self,
                ListSubscriptionsReply.self, ListMembersRequest.self, ListMembersReply.self, UpdateTopicRequest.self,
                SetAccessRequest.self, SetAccessReply.self, EvictRequest.self, DeleteTopicRequest.self,
                SetAuxiliaryRequest.self, AuthorizeRequest.self, Standing.self,
                AuthorizeReply.self, AudienceRequest.self, AudienceReply.self, AudienceMember.self,
                FindTopicsRequest.self,
                FoundTopic.self, FindTopicsReply.self,
            ]
        ),
        (
            "parley.message.v1",
            [
                Submission.self, Origin.self, SubmitRequest.self, SubmitReply.self, SubmitOutcome.self,
                StoredMessage.self, CommittedMessage.self, HistoryRequest.self, HistoryReply.self, ReplayRequest.self,
                GetStatesRequest.self, TopicState.self, GetStatesReply.self, GetMarksRequest.self, Marks.self,
                GetMarksReply.self, MarkRequest.self, MarkReply.self, DeleteMessagesRequest.self,
                DeleteMessagesReply.self, GetDeletionsRequest.self, GetDeletionsReply.self,
            ]
        ),
        (
            "parley.push.v1",
            [
                RouterStatusRequest.self, RouterStatus.self, SendTestRequest.self, SendTestReply.self,
            ]
        ),
    ]
}
