import CRMBridge
