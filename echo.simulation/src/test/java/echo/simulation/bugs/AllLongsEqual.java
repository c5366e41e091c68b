package echo.simulation.bugs;

import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/** Makes the one comparison of two longs in a method say that they are equal. */
final class AllLongsEqual implements MethodVisitorWrapper {
    @Override
    public MethodVisitor wrap(
            TypeDescription type,
            MethodDescription method,
            MethodVisitor next,
            Implementation.Context context,
            TypePool pool,
            int writerFlags,
            int readerFlags) {
        return new MethodVisitor(OpenedClassReader.ASM_API, next) {
            private int changed;

            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.LCMP) {
                    super.visitInsn(Opcodes.POP2);
                    super.visitInsn(Opcodes.POP2);
                    super.visitInsn(Opcodes.ICONST_0);
                    changed++;
                } else {
                    super.visitInsn(opcode);
                }
            }

            @Override
            public void visitEnd() {
                if (changed != 1) {
                    throw new IllegalStateException(method + " compares longs in " + changed + " places, not in one");
                }
                super.visitEnd();
            }
        };
    }
}
