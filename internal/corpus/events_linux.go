package corpus

import "syscall"

// Local file systems of Linux by their numbers in linux/magic.h; those of ZFS and NTFS are in their own sources. Others,
// such as NFS, SMB and FUSE, do not report what other machines change.
var reporting = map[uint32]bool{
	0xef53:     true, // ext2, ext3, ext4
	0x58465342: true, // XFS
	0x9123683e: true, // Btrfs
	0xca451a4e: true, // bcachefs
	0xf2f52010: true, // F2FS
	0x2fc12fc1: true, // ZFS
	0x7366746e: true, // NTFS
	0x4d44:     true, // FAT
	0x2011bab0: true, // exFAT
	0x01021994: true, // tmpfs
	0x858458f6: true, // ramfs
	0x794c7630: true, // overlayfs
}

// reportsChanges reports whether the file system of a folder reports all changes.
func reportsChanges(dir string) bool {
	var stat syscall.Statfs_t
	return syscall.Statfs(dir, &stat) == nil && reporting[uint32(stat.Type)]
}
