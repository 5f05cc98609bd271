import Glibc

func ownProcessID() -> Int32 { getpid() }
func ownUserID() -> UInt32 { getuid() }
