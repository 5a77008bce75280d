namespace StoreScp.Protocol.Pdus;

/// <summary>Item-type of the variable items and sub-items of A-ASSOCIATE-RQ and -AC (PS3.8 §9.3.2, Annex D; PS3.7 §D.3.3).</summary>
internal enum ItemType : byte
{
    ApplicationContext = 0x10,
    PresentationContextRQ = 0x20,
    PresentationContextAC = 0x21,
    AbstractSyntax = 0x30,
    TransferSyntax = 0x40,
    UserInformation = 0x50,
    MaximumLength = 0x51,
    ImplementationClassUID = 0x52,
    AsynchronousOperationsWindow = 0x53,
    RoleSelection = 0x54,
    ImplementationVersionName = 0x55,
    ExtendedNegotiation = 0x56,
    CommonExtendedNegotiation = 0x57,
    UserIdentityRQ = 0x58,
    UserIdentityAC = 0x59,
}
