package echo.simulation.bugs;

import static net.bytebuddy.matcher.ElementMatchers.is;
import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper;
import net.bytebuddy.asm.MemberSubstitution;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;

/**
 * One change of one method, made in the bytes of its class. A change that finds nothing to change throws
 * {@link IllegalStateException} and says what it missed: production code has moved on, and the bug must be planted anew.
 *
 * @param type full name of the class
 * @param method its name, or name and parameters as in {@code append(byte[])} where there are several; {@code <init>} for a
 *     constructor
 * @param surgery what is done to its code
 */
record Change(String type, String method, MethodVisitorWrapper surgery) {
    /** The method with {@code advice}'s code before or after its own. */
    static Change advise(String type, String method, Class<?> advice) {
        return new Change(type, method, Advice.to(advice));
    }

    /** The method without its code: what it would give is null, 0 or false. */
    static Change skip(String type, String method) {
        return advise(type, method, Advices.Skip.class);
    }

    /** The method, without all its calls of one that is named {@code call}: whatever they gave is null, 0 or false. */
    static Change leaveOut(String type, String method, String call) {
        return new Change(type, method, substitution().method(named(call)).stub());
    }

    /** The method, with {@code answer} in place of all its calls of one that is named {@code call}. */
    static Change answer(String type, String method, String call, Object answer) {
        return new Change(type, method, substitution().method(named(call)).replaceWithConstant(answer));
    }

    /** The method, with calls of the one static method of {@code instead} in place of those of one that is named {@code call}. */
    static Change replace(String type, String method, String call, Class<?> instead) {
        Method[] methods = instead.getDeclaredMethods();
        if (methods.length != 1) {
            throw new IllegalArgumentException(instead + " has " + methods.length + " methods instead of one");
        }
        return new Change(type, method, substitution().method(named(call)).replaceWith(methods[0]));
    }

    /** The method, which reads the field {@code other} wherever it means {@code field}. */
    static Change confuse(String type, String method, String field, String other) {
        return new Change(
                type, method, substitution().field(named(field)).onRead().replaceWithField(named(other)));
    }

    /** The method, which reads {@code value} wherever it means {@code field}. */
    static Change fix(String type, String method, String field, Object value) {
        return new Change(
                type, method, substitution().field(named(field)).onRead().replaceWithConstant(value));
    }

    /** The method, to whose one comparison of two longs all are equal. */
    static Change equal(String type, String method) {
        return new Change(type, method, new AllLongsEqual());
    }

    private static MemberSubstitution substitution() {
        return MemberSubstitution.strict().failIfNoMatch(true);
    }

    /**
     * The bytes of {@link #type} with these {@code changes}, all of that one class.
     *
     * @param original finds bytes as they were compiled
     */
    static byte[] apply(List<Change> changes, ClassFileLocator original) {
        String name = changes.get(0).type();
        TypePool pool = TypePool.Default.of(original);
        TypePool.Resolution found = pool.describe(name);
        if (!found.isResolved()) {
            throw new IllegalStateException("there is no class " + name + " to plant a bug in");
        }
        TypeDescription type = found.resolve();
        DynamicType.Builder<?> builder = new ByteBuddy().decorate(type, original);
        for (Change change : changes) {
            MethodDescription target = change.target(type);
            builder = builder.visit(new ForDeclaredMethods()
                    .invokable(is(target), List.of(Advice.to(Advices.Reach.class), change.surgery())));
        }
        return builder.make(pool).getBytes();
    }

    private MethodDescription target(TypeDescription in) {
        List<MethodDescription.InDefinedShape> found = in.getDeclaredMethods().stream()
                .filter(not(isTypeInitializer())::matches)
                .filter(it -> !it.isAbstract()
                        && (it.getInternalName().equals(method) || signature(it).equals(method)))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    found.size() + " methods of " + type + " are " + method + ", to plant a bug in: "
                            + in.getDeclaredMethods().stream()
                                    .map(Change::signature)
                                    .sorted()
                                    .toList());
        }
        return found.get(0);
    }

    private static String signature(MethodDescription method) {
        return method.getInternalName()
                + method.getParameters().asTypeList().asErasures().stream()
                        .map(TypeDescription::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
